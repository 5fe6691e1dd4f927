package io.llmrec.rank.network;

import io.llmrec.rank.train.Weights;
import org.jspecify.annotations.Nullable;

/** See {@link Dense#computed}. */
final class ComputedDense implements DenseParts {

  private final Nonlinearity nonlinearity;
  private final float[][] rows;
  private final float[] bias;
  private final float @Nullable [] slope;
  private final float @Nullable [] gateScale;
  private final float @Nullable [] gateShift;

  ComputedDense(Dense layer, Weights weights) {
    String name = layer.name();
    nonlinearity = layer.nonlinearity();
    rows = Kernels.byInput(weights.values(name + ".weight"), 0, layer.outputs(), layer.inputs());
    bias = weights.values(name + ".bias").clone();
    slope = optional(weights, name + ".slope");
    gateScale = optional(weights, name + ".gate_scale");
    gateShift = optional(weights, name + ".gate_shift");
  }

  private static float @Nullable [] optional(Weights weights, String name) {
    return weights.has(name) ? weights.values(name).clone() : null;
  }

  @Override
  public int inputs() {
    return rows.length;
  }

  @Override
  public int outputs() {
    return bias.length;
  }

  @Override
  public void apply(float[] input, float[] output) {
    System.arraycopy(bias, 0, output, 0, bias.length);
    Kernels.addRows(output, input, rows);
    bend(output);
  }

  @Override
  public void applyAll(float[][] inputs, float[][] outputs, int count) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(bias, 0, outputs[i], 0, bias.length);
    }
    Kernels.addRowsToAll(outputs, inputs, count, rows);
    for (int i = 0; i < count; i++) {
      bend(outputs[i]);
    }
  }

  @Override
  public void addPart(float[] inputs, int first, float[] sums) {
    Kernels.addRows(sums, inputs, rows, first);
  }

  @Override
  public void addAll(float[][] inputs, float[][] sums, int count) {
    DenseMatrix.of(rows).addTo(sums, inputs, count);
  }

  @Override
  public float[] bias() {
    return bias.clone();
  }

  @Override
  public void bend(float[] sums) {
    if (nonlinearity == Nonlinearity.RELU) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = Math.max(0, sums[i]);
      }
    } else if (gateScale != null && gateShift != null && slope != null) {
      for (int i = 0; i < sums.length; i++) {
        float sloped = sums[i] * slope[i];
        float gate = Kernels.sigmoid(sums[i] * gateScale[i] + gateShift[i]);
        sums[i] = sloped + gate * (sums[i] - sloped);
      }
    } else if (slope != null) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = sums[i] < 0 ? sums[i] * slope[i] : sums[i];
      }
    }
  }
}
