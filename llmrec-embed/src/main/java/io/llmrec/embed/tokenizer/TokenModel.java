package io.llmrec.embed.tokenizer;

/** Cuts what the pre-tokenizer left together into pieces. Safe for use by several threads. */
interface TokenModel {

  /**
   * Adds the tokens of a word.
   *
   * @return false when the model has no answer, as for characters that no piece covers in a model
   *     without an unknown token; ids may have been added then
   */
  boolean encode(String word, Ids ids);

  /** The id of a token, or {@link PieceTrie#NONE}. */
  int id(String token);

  /** How many tokens there are, repeated ones included. */
  int size();
}
