package io.llmrec.rank.network;

import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One type's part of {@link HybridExperts} in plain Java. Immutable and safe for use by several
 * threads.
 */
public final class ComputedExperts implements Computed {

  private final Computed gate;
  private final int outputs;
  private final List<Expert> experts = new ArrayList<>();

  private record Expert(float[][] first, float[] firstBias, float[][] second, float[] secondBias) {

    void addTo(float[] output, float share, float[] input) {
      float[] hidden = rectified(firstBias, input, first);
      float[] answer = rectified(secondBias, hidden, second);
      Kernels.add(output, share, answer);
    }

    private static float[] rectified(float[] bias, float[] input, float[][] rows) {
      float[] sums = bias.clone();
      Kernels.addRows(sums, input, rows);
      for (int i = 0; i < sums.length; i++) {
        sums[i] = Math.max(0, sums[i]);
      }
      return sums;
    }
  }

  ComputedExperts(HybridExperts layer, String type, Weights weights, Computed gate) {
    this.gate = gate;
    this.outputs = layer.outputs();
    int hidden = layer.hidden();
    int inputs = layer.inputs();
    for (String group : layer.groups(type)) {
      float[] first = weights.values(group + ".first");
      float[] firstBias = weights.values(group + ".first_bias");
      float[] second = weights.values(group + ".second");
      float[] secondBias = weights.values(group + ".second_bias");
      for (int e = 0; e < layer.count(group); e++) {
        float[][] rows = new float[hidden][];
        for (int h = 0; h < hidden; h++) {
          int from = (e * hidden + h) * outputs;
          rows[h] = Arrays.copyOfRange(second, from, from + outputs);
        }
        experts.add(
            new Expert(
                Kernels.byInput(first, e * hidden * inputs, hidden, inputs),
                Arrays.copyOfRange(firstBias, e * hidden, (e + 1) * hidden),
                rows,
                Arrays.copyOfRange(secondBias, e * outputs, (e + 1) * outputs)));
      }
    }
  }

  @Override
  public int inputs() {
    return gate.inputs();
  }

  @Override
  public int outputs() {
    return outputs;
  }

  /** How much each expert counts for an input, shared ones first; at least 0, of sum 1. */
  public float[] gates(float[] input) {
    float[] shares = new float[experts.size()];
    gate.apply(input, shares);
    Kernels.softmax(shares);
    return shares;
  }

  @Override
  public void apply(float[] input, float[] output) {
    Arrays.fill(output, 0);
    float[] shares = gates(input);
    for (int e = 0; e < shares.length; e++) {
      experts.get(e).addTo(output, shares[e], input);
    }
  }
}
