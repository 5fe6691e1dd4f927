package io.llmrec.prompt.chat;

import io.llmrec.core.request.ModelCall;
import io.llmrec.prompt.chat.tool.ToolRun;
import java.time.Duration;
import java.util.List;

/**
 * What was done in a turn.
 *
 * @param tools the tools run, in their order
 * @param calls the calls of language models, in their order
 * @param findings what was wrong with what the model said: constraints broken, titles invented,
 *     numbers without a fact, sentences taken out
 * @param degradations why the turn did less than it was meant to; none when it did all
 * @param elapsed from the message to the answer
 * @param own of that, the time spent outside language models and the recommender
 */
public record ChatTrace(
    List<ToolRun> tools,
    List<Call> calls,
    List<Finding> findings,
    List<String> degradations,
    Duration elapsed,
    Duration own) {

  /**
   * A call of a language model.
   *
   * @param purpose {@code plan}, {@code answer}, {@code critic} or {@code summary}
   * @param call its model, tokens and cost
   * @param elapsed how long it took
   */
  public record Call(String purpose, ModelCall call, Duration elapsed) {}

  /**
   * Something that was wrong with what a model said; it did not reach the user.
   *
   * @param kind such as {@code title}, {@code number} or {@code constraint}
   * @param problem in words
   */
  public record Finding(String kind, String problem) {}

  /** Takes copies of the lists. */
  public ChatTrace {
    tools = List.copyOf(tools);
    calls = List.copyOf(calls);
    findings = List.copyOf(findings);
    degradations = List.copyOf(degradations);
  }

  /** Prompt and completion tokens of all calls together, as far as the backends tell. */
  public long tokens() {
    return calls.stream()
        .map(Call::call)
        .filter(call -> !call.cached())
        .mapToLong(call -> call.inputTokens() + call.outputTokens())
        .sum();
  }
}
