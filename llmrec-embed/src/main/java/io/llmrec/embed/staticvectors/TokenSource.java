package io.llmrec.embed.staticvectors;

/** Cuts texts into rows of a token table. Safe for use by several threads. */
interface TokenSource extends AutoCloseable {

  /** The known tokens of a text, in order; may be none. */
  int[] tokens(String text);

  /** Names the kind, the settings and the vocabulary. */
  String fingerprint();

  @Override
  void close();
}
