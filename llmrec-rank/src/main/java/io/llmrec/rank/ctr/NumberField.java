package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A number times a vector and a vector of its own, or a third vector where it is missing.
 *
 * @param at its place in an encoded row
 */
record NumberField(String name, Side side, int width, int at) implements Field {

  private static final int INPUTS = 3;
  private static final double DEVIATION = 0.05;

  private String weight() {
    return "number." + name;
  }

  @Override
  public void declare(Weights weights) {
    weights.add(weight(), Initializer.normal(DEVIATION), width, INPUTS);
  }

  @Override
  public Value script(NetworkScript script) {
    Value input = script.input(Field.input(name));
    return script.method().op("torch.linear", input, script.weight(weight()));
  }

  @Override
  public void fill(Batch batch, int[][] rows, @Nullable Draws draws) {
    float[] inputs = new float[rows.length * INPUTS];
    for (int i = 0; i < rows.length; i++) {
      float value = Float.intBitsToFloat(rows[i][at]);
      boolean missing = Float.isNaN(value);
      inputs[i * INPUTS] = missing ? 0 : value;
      inputs[i * INPUTS + 1] = missing ? 0 : 1;
      inputs[i * INPUTS + 2] = missing ? 1 : 0;
    }
    batch.floats(Field.input(name), inputs, rows.length, INPUTS);
  }

  @Override
  public ComputedField computed(Weights weights) {
    float[] own = weights.values(weight()).clone();
    return (row, target, to) -> {
      float value = Float.intBitsToFloat(row[at]);
      for (int i = 0; i < width; i++) {
        int from = i * INPUTS;
        target[to + i] = Float.isNaN(value) ? own[from + 2] : value * own[from] + own[from + 1];
      }
    };
  }
}
