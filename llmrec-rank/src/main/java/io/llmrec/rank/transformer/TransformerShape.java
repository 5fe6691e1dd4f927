package io.llmrec.rank.transformer;

/**
 * The sizes of a transformer.
 *
 * @param width numbers of a place in the sequence, a multiple of {@code heads}, at most 4,096
 * @param heads of the attention, at least 1
 * @param inner units of the feed-forward layer, 1 to 16,384
 * @param layers 1 to 64
 */
public record TransformerShape(int width, int heads, int inner, int layers) {

  private static final int MAX_WIDTH = 4_096;
  private static final int MAX_INNER = 16_384;
  private static final int MAX_LAYERS = 64;

  /** Checks the sizes. */
  public TransformerShape {
    if (heads < 1 || width < 1 || width > MAX_WIDTH || width % heads != 0) {
      throw new IllegalArgumentException(
          "width must be a multiple of heads, both at least 1 and width at most %d, were %d and %d"
              .formatted(MAX_WIDTH, width, heads));
    }
    if (inner < 1 || inner > MAX_INNER) {
      throw new IllegalArgumentException(
          "inner must be 1 to %d, was %d".formatted(MAX_INNER, inner));
    }
    if (layers < 1 || layers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "layers must be 1 to %d, was %d".formatted(MAX_LAYERS, layers));
    }
  }

  /** Numbers of one head. */
  public int headSize() {
    return width / heads;
  }
}
