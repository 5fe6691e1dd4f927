package io.llmrec.prompt.enrich.category;

/** How two categories belong together. */
public enum MatchKind {
  /** Who has one wants the other too: a tripod for a camera. */
  COMPLEMENT,
  /** One serves in place of the other: a gas stove for an electric one. */
  SUBSTITUTE
}
