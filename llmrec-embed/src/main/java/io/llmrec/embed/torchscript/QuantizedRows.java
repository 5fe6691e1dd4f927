package io.llmrec.embed.torchscript;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The weight of a linear layer in 8 bits: each row has a scale, its largest magnitude over 127, and
 * every number is the nearest multiple of it.
 */
final class QuantizedRows implements Storage {

  private static final float SMALLEST = 1e-8f;
  private static final int LEVELS = 127;

  private final TensorSource weight;
  private final int rows;
  private final int columns;
  private final double[] scales;

  /** Reads the weight once, for the scales. */
  QuantizedRows(TensorSource weight) {
    this.weight = weight;
    this.rows = Math.toIntExact(weight.shape().get(0));
    this.columns = Math.toIntExact(weight.shape().get(1));
    this.scales = new double[rows];
    float[] row = new float[columns];
    for (int r = 0; r < rows; r++) {
      read(r, row);
      float largest = SMALLEST;
      for (float value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
      scales[r] = largest / LEVELS;
    }
  }

  private void read(int r, float[] row) {
    weight.copy((long) r * columns, row, 0, columns);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  double[] scales() {
    return scales;
  }

  @Override
  public String type() {
    return "QInt8Storage";
  }

  @Override
  public long count() {
    return (long) rows * columns;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    float[] row = new float[columns];
    byte[] bytes = new byte[columns];
    for (int r = 0; r < rows; r++) {
      read(r, row);
      for (int c = 0; c < columns; c++) {
        bytes[c] = (byte) Math.max(-LEVELS, Math.min(LEVELS, Math.round(row[c] / scales[r])));
      }
      out.write(bytes);
    }
  }
}
