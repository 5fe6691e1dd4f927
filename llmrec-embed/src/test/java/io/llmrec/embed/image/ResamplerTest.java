package io.llmrec.embed.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.encode.Embedding;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes and scales, computed by hand. */
class ResamplerTest {

  private static final List<Float> ZERO = List.of(0f, 0f, 0f);
  private static final List<Float> ONE = List.of(1f, 1f, 1f);

  /** The red channel of grey pixels; the other two are the same. */
  private static float[] red(int size, ImageFit fit, int width, int... greys) {
    int[] argb = new int[greys.length];
    for (int i = 0; i < greys.length; i++) {
      argb[i] = 0xFF000000 | greys[i] * 0x010101;
    }
    Resampler resampler = new Resampler(new ImageInput(size, ZERO, ONE, fit));
    float[] all = new float[resampler.length()];
    resampler.resample(new Pixels(width, greys.length / width, argb), all, 0);
    float[] red = new float[size * size];
    System.arraycopy(all, 0, red, 0, red.length);
    for (int i = 0; i < all.length; i++) {
      assertEquals(red[i % red.length], all[i], 1e-6f);
      red[i % red.length] = all[i];
    }
    for (int i = 0; i < red.length; i++) {
      red[i] *= 255;
    }
    return red;
  }

  @Test
  void keepsAPictureOfTheRightSize() {
    assertArrayEquals(
        new float[] {10, 20, 30, 40}, red(2, ImageFit.STRETCH, 2, 10, 20, 30, 40), 1e-3f);
  }

  /** Each new pixel is two wide; its triangle takes 1, 3, 3, 1 parts, cut at the border. */
  @Test
  void takesTheMeanOfWhatBecomesOnePixel() {
    float[] found =
        red(2, ImageFit.STRETCH, 4, 0, 0, 80, 80, 0, 0, 80, 80, 0, 0, 80, 80, 0, 0, 80, 80);

    float left = 80f / 7;
    assertArrayEquals(new float[] {left, 80 - left, left, 80 - left}, found, 1e-3f);
  }

  @Test
  void drawsLinesBetweenThePixelsOfASmallPicture() {
    float[] found = red(4, ImageFit.STRETCH, 2, 0, 80, 0, 80);

    assertArrayEquals(new float[] {0, 20, 60, 80}, Arrays.copyOf(found, 4), 1e-3f);
  }

  @Test
  void cropsTheMiddleSquare() {
    assertArrayEquals(new float[] {50}, red(1, ImageFit.CROP, 3, 0, 50, 100), 26f);
    assertArrayEquals(
        new float[] {20, 30, 60, 70},
        red(2, ImageFit.CROP, 4, 10, 20, 30, 40, 50, 60, 70, 80),
        1e-3f);
  }

  @Test
  void bringsChannelsToTheScaleOfTheModel() {
    Resampler resampler = new Resampler(ImageInput.minusOneToOne(1));
    float[] found = new float[3];

    resampler.resample(new Pixels(1, 1, new int[] {0xFFFF8000}), found, 0);

    assertArrayEquals(new float[] {1, 2 * 128 / 255f - 1, -1}, found, 1e-5f);
  }

  @Test
  void framesBecomeOneVector() {
    Embedding x = Embedding.of(new float[] {1, 0, 0});
    Embedding y = Embedding.of(new float[] {0.6f, 0.8f, 0});

    assertEquals(Embedding.of(new float[] {1.6f, 0.8f, 0}), FramePooling.MEAN.pool(List.of(x, y)));
    assertEquals(Embedding.of(new float[] {1, 0.8f, 0}), FramePooling.MAX.pool(List.of(x, y)));
    assertEquals(x, FramePooling.MEAN.pool(List.of(x)));
    assertEquals(
        "frames must be at least 1, was given none",
        assertThrows(IllegalArgumentException.class, () -> FramePooling.MAX.pool(List.of()))
            .getMessage());
    assertEquals(
        "dimensions must be equal, were 3 and 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> FramePooling.MAX.pool(List.of(x, Embedding.of(new float[] {1, 1}))))
            .getMessage());
  }

  @Test
  void refusesImpossibleInputs() {
    assertEquals(
        "size must be 1 to 2048 pixels, was 0",
        assertThrows(
                IllegalArgumentException.class, () -> new ImageInput(0, ZERO, ONE, ImageFit.CROP))
            .getMessage());
    assertEquals(
        "mean and deviation must be of 3 channels, were [0.0, 0.0, 0.0] and [1.0]",
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImageInput(1, ZERO, List.of(1f), ImageFit.CROP))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new ImageInput(1, ZERO, ZERO, ImageFit.CROP));
  }
}
