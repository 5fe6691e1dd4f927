package io.llmrec.prompt.chat;

import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.tool.ToolRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a turn notes of its doings. Not safe for use by several threads. */
final class Trail {

  private static final int MAX_TEXT = 300;
  private static final int MAX_FINDINGS = 100;

  private final List<ToolRun> tools = new ArrayList<>();
  private final List<ChatTrace.Finding> findings = new ArrayList<>();
  private final Set<String> degradations = new LinkedHashSet<>();

  void ran(ToolRun run) {
    tools.add(run);
  }

  void found(String kind, String problem) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(new ChatTrace.Finding(kind, UntrustedText.clean(problem, MAX_TEXT)));
    }
  }

  void degrade(String what, RuntimeException why) {
    String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    degrade(what + ": " + message);
  }

  void degrade(String reason) {
    degradations.add(UntrustedText.clean(reason, MAX_TEXT));
  }

  List<ToolRun> tools() {
    return tools;
  }

  ChatTrace trace(Calls calls) {
    return new ChatTrace(
        tools, calls.calls(), findings, List.copyOf(degradations), calls.elapsed(), calls.own());
  }
}
