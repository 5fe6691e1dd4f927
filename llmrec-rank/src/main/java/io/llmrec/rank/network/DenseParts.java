package io.llmrec.rank.network;

/**
 * A dense layer whose sums can be made piece by piece, so that what does not change from candidate
 * to candidate is summed up once. Immutable and safe for use by several threads.
 */
public interface DenseParts extends Computed {

  /**
   * Adds what some of the inputs contribute.
   *
   * @param inputs the numbers of these inputs
   * @param first the place of the first of them
   * @param sums of {@link #outputs} numbers
   */
  void addPart(float[] inputs, int first, float[] sums);

  /**
   * Adds what several inputs contribute, few of whose numbers are 0.
   *
   * @param inputs each of {@link #inputs} numbers
   * @param sums each of {@link #outputs} numbers
   * @param count how many of the inputs and sums, from the first on
   */
  void addAll(float[][] inputs, float[][] sums, int count);

  /** A copy of the bias, where sums begin. */
  float[] bias();

  /** Turns sums into outputs, in place. */
  void bend(float[] sums);
}
