package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import org.jspecify.annotations.Nullable;

/** A few numbers that a network makes of one feature: in a graph, and in plain Java. */
interface Field {

  /** The name of its feature. */
  String name();

  /** What it depends on. */
  Side side();

  /** How many numbers it is. */
  int width();

  /** Adds its weights. */
  void declare(Weights weights);

  /** Writes it into a graph, [batch, width]. */
  Value script(NetworkScript script);

  /**
   * Puts what the graph needs into a batch.
   *
   * @param rows encoded samples
   * @param draws for what training leaves to chance, null in scoring
   */
  void fill(Batch batch, int[][] rows, @Nullable Draws draws);

  /** The field with the weights as they are now. */
  ComputedField computed(Weights weights);

  /** The name of an input for a feature. */
  static String input(String feature) {
    return "f." + feature;
  }
}
