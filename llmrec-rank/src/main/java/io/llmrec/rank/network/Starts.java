package io.llmrec.rank.network;

import io.llmrec.rank.train.Initializer;

/** First values of weights that are stacked in one array, which hide how many inputs they have. */
final class Starts {

  private Starts() {}

  /** Evenly spread as {@link Initializer#xavierUniform} for these sizes. */
  static Initializer xavier(int inputs, int outputs) {
    float bound = (float) Math.sqrt(6.0 / ((double) inputs + outputs));
    return (values, offset, length, shape, draws) -> {
      for (int i = offset; i < offset + length; i++) {
        values[i] = bound * draws.aroundZero();
      }
    };
  }
}
