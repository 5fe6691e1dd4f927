package io.llmrec.embed.architecture;

/** The largest sizes a configuration may claim. */
final class Limits {

  static final int LAYERS = 512;
  static final int HEADS = 1_024;
  static final int WIDTH = 1 << 20;
  static final int VOCABULARY = 1 << 24;
  static final int POSITIONS = 1 << 24;

  private Limits() {}
}
