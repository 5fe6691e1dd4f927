package io.llmrec.embed.chattemplate;

/** Counts what rendering costs and stops it at a bound. For one rendering. */
final class Work {

  /** Steps of one rendering; a step is an expression, or a handful of characters. */
  static final long MAX_STEPS = 4_000_000;

  /** The longest string, in characters. */
  static final int MAX_STRING = 1 << 22;

  /** The deepest macro call, and the deepest value that is written or compared. */
  static final int MAX_DEPTH = 64;

  private static final int CHARACTERS = 8;

  private long steps;
  private int depth;

  /** One step. */
  void step() {
    steps(1);
  }

  /** Several steps. */
  void steps(long count) {
    steps += count;
    if (steps > MAX_STEPS || steps < 0) {
      throw new TemplateFailure("rendering takes more than %d steps".formatted(MAX_STEPS));
    }
  }

  /** The making of a string. */
  void make(long length) {
    if (length > MAX_STRING) {
      throw new TemplateFailure(
          "a string of %d characters is longer than %d".formatted(length, MAX_STRING));
    }
    steps(1 + length / CHARACTERS);
  }

  /** The search for one string in another. */
  void search(String in, String what) {
    steps(1 + (long) in.length() * (1 + what.length()) / 256);
  }

  /** Goes one level deeper; to be followed by {@link #leave}. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw new TemplateFailure("more than %d levels deep".formatted(MAX_DEPTH));
    }
  }

  /** Comes back from a level. */
  void leave() {
    depth--;
  }
}
