package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.chat.ChatTrace;
import io.llmrec.prompt.chat.tool.ToolRun;
import java.time.Duration;

/** What was done in a turn, as the page shows it. */
final class TraceView {

  private static final double NANOS_PER_MILLI = 1e6;

  private TraceView() {}

  static ObjectNode json(ChatTrace trace) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("millis", millis(trace.elapsed())).put("own", millis(trace.own()));
    json.put("tokens", trace.tokens());
    ArrayNode tools = json.putArray("tools");
    for (ToolRun run : trace.tools()) {
      tools
          .addObject()
          .put("tool", run.tool())
          .put("input", run.input())
          .put("outcome", ChatView.lower(run.outcome()))
          .put("observation", run.observation())
          .put("before", run.before())
          .put("after", run.after())
          .put("millis", millis(run.elapsed()));
    }
    ArrayNode calls = json.putArray("calls");
    for (ChatTrace.Call call : trace.calls()) {
      calls
          .addObject()
          .put("purpose", call.purpose())
          .put("model", call.call().model())
          .put("input", call.call().inputTokens())
          .put("output", call.call().outputTokens())
          .put("cached", call.call().cached())
          .put("millis", millis(call.elapsed()));
    }
    ArrayNode findings = json.putArray("findings");
    trace
        .findings()
        .forEach(
            found ->
                findings.addObject().put("kind", found.kind()).put("problem", found.problem()));
    ArrayNode degradations = json.putArray("degradations");
    trace.degradations().forEach(degradations::add);
    return json;
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }
}
