package io.llmrec.prompt.batch;

/**
 * What a run did with the items it was given.
 *
 * @param enriched got a text in this run
 * @param dead became dead letters in this run
 * @param kept had a text from before: nothing about them changed
 * @param keptDead had a dead letter from before
 * @param repeated came again while they were being asked about
 */
public record JobCounts(long enriched, long dead, long kept, long keptDead, long repeated) {

  /** All items that are settled. */
  public long done() {
    return enriched + dead + kept + keptDead + repeated;
  }
}
