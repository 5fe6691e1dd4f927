package io.llmrec.embed.languagemodel;

/**
 * How much of prompts has been used again.
 *
 * @param asked tokens that beginnings of prompts had, those of a batch counted once
 * @param reused how many of them had been read by an earlier call
 * @param remembered tokens whose keys and values are kept now
 * @param bytes of memory that they take
 */
public record PrefixUse(long asked, long reused, long remembered, long bytes) {

  /** Nothing. */
  static final PrefixUse NONE = new PrefixUse(0, 0, 0, 0);
}
