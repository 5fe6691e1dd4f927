package io.llmrec.embed.tokenizer;

import org.jspecify.annotations.Nullable;

/** A step from a text as it was written to one as the model knows it. Safe for several threads. */
interface TextNormalizer {

  /**
   * A text of {@link KnownCharacters} after this step.
   *
   * @return null when the text would grow beyond all measure, or only the native side knows what
   *     becomes of it
   */
  @Nullable String normalize(String text);
}
