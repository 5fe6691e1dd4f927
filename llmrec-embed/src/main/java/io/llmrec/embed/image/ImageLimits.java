package io.llmrec.embed.image;

/**
 * What is refused before it costs anything.
 *
 * @param maxBytes of a file, at least 1
 * @param maxPixels width times height as the header says, at least 1: a few bytes can claim to hold
 *     billions of pixels
 */
public record ImageLimits(int maxBytes, long maxPixels) {

  /** Checks the ranges. */
  public ImageLimits {
    if (maxBytes < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "maxBytes and maxPixels must be at least 1, were %d and %d"
              .formatted(maxBytes, maxPixels));
    }
  }

  /** 20 MB and 25 million pixels, which take 100 to 200 MB of memory while one is decoded. */
  public static ImageLimits defaults() {
    return new ImageLimits(20_000_000, 25_000_000);
  }
}
