package io.llmrec.rank.train;

import java.util.Iterator;

/**
 * The training data, batch by batch, in an order of its own for every epoch. The same seed must
 * give the same batches: a training that is resumed skips those it has had.
 */
@FunctionalInterface
public interface BatchSource {

  /**
   * The batches of one epoch, made as they are asked for.
   *
   * @param seed of this epoch's order
   */
  Iterator<Batch> batches(long seed);
}
