package io.llmrec.rank.ctr;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;

/** What joins a sample's fields to one number, from which the sigmoid makes a probability. */
interface Head {

  /** Adds its weights. */
  void declare(Weights weights);

  /**
   * Writes it into a graph.
   *
   * @param x all fields side by side, then the knowledge, [batch, numbers]
   * @return [batch, 1]
   */
  Value script(NetworkScript script, Value x);

  /**
   * Writes all but the last linear layer into a graph.
   *
   * @param x as in {@link #script}
   * @return [batch, {@link #hiddenWidth}]
   */
  Value hidden(NetworkScript script, Value x);

  /** How many numbers come before the last linear layer. */
  int hiddenWidth();

  /** The head with the weights as they are now. */
  Joining computed(Weights weights);

  /** A head in plain Java. Safe for use by several threads. */
  @FunctionalInterface
  interface Joining {

    /** The number for all fields side by side, then the knowledge; the array is left as it is. */
    float logit(float[] x);
  }

  /**
   * What comes in.
   *
   * @param fields how many there are
   * @param width of each
   * @param knowledge how many further numbers there are
   */
  record Inputs(int fields, int width, int knowledge) {

    int numbers() {
      return fields * width + knowledge;
    }
  }

  /** The head of a backbone. */
  static Head of(CtrOptions options, Inputs inputs) {
    return switch (options.backbone()) {
      case DEEP_FM -> new DeepFmHead(options, inputs);
      case DCN_V2 -> new CrossHead(options, inputs);
      case DIN -> new DeepHead(options, inputs);
      case AUTO_INT -> new InteractingHead(options, inputs);
    };
  }
}
