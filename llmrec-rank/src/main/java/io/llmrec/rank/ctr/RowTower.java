package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.List;

/**
 * The part of a network that reads encoded rows of features: all but the last linear layer, which
 * makes a score of what it gives.
 */
public interface RowTower {

  /** How many numbers it gives for a row. */
  int width();

  /** Its weights; always the same object, whose arrays are trained in place. */
  Weights weights();

  /** Its tables; always the same objects. */
  List<EmbeddingTable> tables();

  /**
   * Adds what some rows are to its inputs.
   *
   * @param draws for what training leaves to chance
   */
  void fill(Batch batch, int[][] rows, Draws draws);

  /** Writes it: rows to numbers, of shape [batch, {@link #width}]. */
  Value write(NetworkScript script);
}
