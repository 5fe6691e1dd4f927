package io.llmrec.rank.network;

/** See {@link InteractingAttention#computed}. */
final class ComputedInteraction implements Computed {

  private final InteractingAttention layer;
  private final float[][] rows;

  ComputedInteraction(InteractingAttention layer, float[][] rows) {
    this.layer = layer;
    this.rows = rows;
  }

  @Override
  public int inputs() {
    return layer.fields() * layer.inputs();
  }

  @Override
  public int outputs() {
    return layer.fields() * layer.outputs();
  }

  @Override
  public void apply(float[] input, float[] output) {
    int fields = layer.fields();
    int width = layer.outputs();
    float[][] projected = new float[fields][4 * width];
    float[] field = new float[layer.inputs()];
    for (int f = 0; f < fields; f++) {
      System.arraycopy(input, f * field.length, field, 0, field.length);
      Kernels.addRows(projected[f], field, rows);
    }
    for (int f = 0; f < fields; f++) {
      System.arraycopy(projected[f], 3 * width, output, f * width, width);
      for (int h = 0; h < layer.heads(); h++) {
        attend(projected, f, h * layer.headSize(), output);
      }
    }
    for (int i = 0; i < output.length; i++) {
      output[i] = Math.max(0, output[i]);
    }
  }

  private void attend(float[][] projected, int field, int head, float[] output) {
    int width = layer.outputs();
    int size = layer.headSize();
    float scale = (float) (1 / Math.sqrt(size));
    float[] shares = new float[projected.length];
    for (int k = 0; k < shares.length; k++) {
      float sum = 0;
      for (int d = head; d < head + size; d++) {
        sum += projected[field][d] * projected[k][width + d];
      }
      shares[k] = sum * scale;
    }
    Kernels.softmax(shares);
    for (int k = 0; k < shares.length; k++) {
      for (int d = head; d < head + size; d++) {
        output[field * width + d] += shares[k] * projected[k][2 * width + d];
      }
    }
  }
}
