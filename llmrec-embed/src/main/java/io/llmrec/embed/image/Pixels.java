package io.llmrec.embed.image;

import java.awt.image.BufferedImage;

/**
 * A decoded picture.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param argb row by row from the top, 8 bits each of opacity, red, green and blue
 */
record Pixels(int width, int height, int[] argb) {

  static Pixels of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return new Pixels(width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }

  /** A channel's value on white paper, 0 to 255. */
  float channel(int x, int y, int shift) {
    int pixel = argb[y * width + x];
    float opacity = (pixel >>> 24) / 255f;
    return opacity * (pixel >>> shift & 0xFF) + (1 - opacity) * 255;
  }
}
