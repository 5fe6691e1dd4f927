package io.llmrec.rank.transformer;

/**
 * A linear layer, its weight turned round so that the inner loop runs along the outputs.
 *
 * @param transposed [inputs, outputs]
 * @param bias [outputs]
 */
record LinearLayer(float[] transposed, float[] bias) {

  /**
   * Turns a weight of shape [outputs, inputs].
   *
   * @param bias of which the length is the number of outputs
   */
  static LinearLayer of(float[] weight, float[] bias) {
    int outputs = bias.length;
    int inputs = weight.length / outputs;
    float[] transposed = new float[weight.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        transposed[i * outputs + o] = weight[o * inputs + i];
      }
    }
    return new LinearLayer(transposed, bias.clone());
  }

  int outputs() {
    return bias.length;
  }

  int inputs() {
    return transposed.length / bias.length;
  }
}
