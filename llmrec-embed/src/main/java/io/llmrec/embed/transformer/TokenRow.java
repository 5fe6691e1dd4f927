package io.llmrec.embed.transformer;

/**
 * What a model reads as one row of a batch.
 *
 * @param ids of its tokens, special ones included, at least one
 * @param segments of the tokens
 */
record TokenRow(int[] ids, int[] segments) {

  int length() {
    return ids.length;
  }
}
