package io.llmrec.prompt.safety;

/**
 * How far an item's text moved it.
 *
 * @param itemId the item
 * @param with its place with its text, 1 for the first
 * @param without its place with the harmless text
 */
public record RankShift(String itemId, int with, int without) {

  /** Places gained by the text; negative where it lost some. */
  public int gained() {
    return without - with;
  }
}
