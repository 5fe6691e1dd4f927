package io.llmrec.rank.ctrl;

/**
 * How rows and texts are compared.
 *
 * @param temperature by which similarities are divided, above 0, at most 100
 * @param parts into which every vector is cut; 1 compares by the cosine
 * @param partSize numbers of a part, at least 1
 * @param scale how the best matches of the parts become one number
 */
public record AlignmentOptions(double temperature, int parts, int partSize, Scale scale) {

  /** How the best matches of a vector's parts become one number. */
  public enum Scale {
    /** Their sum, as in the paper: with more parts the loss is sharper. */
    SUM,
    /** Their mean, -1 to 1 whatever the number of parts. */
    MEAN
  }

  /** The widest vector there may be. */
  private static final int MAX_WIDTH = 4_096;

  /** The cosine of vectors of 128 numbers, temperature 0.7. */
  public static final AlignmentOptions COSINE = new AlignmentOptions(0.7, 1, 128, Scale.SUM);

  /** Vectors of four parts of 32 numbers each, temperature 0.7. */
  public static final AlignmentOptions FINE_GRAINED = new AlignmentOptions(0.7, 4, 32, Scale.SUM);

  /** Checks the ranges. */
  public AlignmentOptions {
    if (!(temperature > 0 && temperature <= 100)) {
      throw new IllegalArgumentException(
          "temperature must be above 0 and at most 100, was " + temperature);
    }
    if (parts < 1 || partSize < 1 || (long) parts * partSize > MAX_WIDTH) {
      throw new IllegalArgumentException(
          "parts and partSize must be at least 1 and at most %d together, were %d and %d"
              .formatted(MAX_WIDTH, parts, partSize));
    }
  }

  /** Numbers of a whole vector. */
  public int width() {
    return parts * partSize;
  }

  /** Numbers that one batch of a size compares: the memory a step needs grows with them. */
  public long comparisons(int batch) {
    return (long) batch * batch * parts * parts;
  }
}
