package io.llmrec.prompt.chat.tool;

import java.time.Duration;

/**
 * A tool that was run in a turn.
 *
 * @param tool its name, made harmless; may be one that does not exist
 * @param input what it was given, as JSON
 * @param outcome whether it could do it
 * @param observation what the model is told of it
 * @param before how many candidates there were
 * @param after how many there are
 * @param elapsed how long it took
 */
public record ToolRun(
    String tool,
    String input,
    Outcome outcome,
    String observation,
    int before,
    int after,
    Duration elapsed) {

  /** Whether a tool could do what was asked. */
  public enum Outcome {
    /** It could. */
    OK,
    /** It was asked for something it cannot do, and changed nothing. */
    ERROR,
    /** What it rests on failed; it changed nothing. */
    FAILED
  }
}
