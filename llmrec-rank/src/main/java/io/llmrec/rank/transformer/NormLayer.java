package io.llmrec.rank.transformer;

/**
 * Brings rows to mean 0 and variance 1, then scales and shifts them (Ba, Kiros and Hinton, "Layer
 * Normalization", 2016).
 *
 * @param scale one per number of a row
 * @param shift likewise
 */
record NormLayer(float[] scale, float[] shift) {

  /** Writes the normalised rows {@code first} to {@code end - 1} of x to y. */
  void apply(float[] x, float[] y, int first, int end) {
    int width = scale.length;
    for (int from = first * width; from < end * width; from += width) {
      double sum = 0;
      for (int k = 0; k < width; k++) {
        sum += x[from + k];
      }
      double mean = sum / width;
      double squares = 0;
      for (int k = 0; k < width; k++) {
        squares += (x[from + k] - mean) * (x[from + k] - mean);
      }
      double factor = 1 / Math.sqrt(squares / width + Transformer.EPSILON);
      for (int k = 0; k < width; k++) {
        y[from + k] = (float) ((x[from + k] - mean) * factor) * scale[k] + shift[k];
      }
    }
  }
}
