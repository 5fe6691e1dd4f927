package io.llmrec.embed.image;

/**
 * Brings pictures to the size and scale of a model.
 *
 * <p>Each new pixel is the mean of the old ones around its middle, weighted by a triangle as wide
 * as two new pixels, or two old ones where the picture grows: bilinear with antialiasing, so that a
 * pixel of a large picture counts however small it becomes.
 */
final class Resampler {

  /** Where red, green and blue are in a pixel. */
  private static final int[] SHIFTS = {16, 8, 0};

  private final ImageInput input;

  Resampler(ImageInput input) {
    this.input = input;
  }

  /** How many numbers a picture becomes. */
  int length() {
    return 3 * input.size() * input.size();
  }

  /** Writes red, then green, then blue, row by row, to {@code target} from {@code offset} on. */
  void resample(Pixels pixels, float[] target, int offset) {
    int size = input.size();
    int square = Math.min(pixels.width(), pixels.height());
    boolean crop = input.fit() == ImageFit.CROP;
    Weights across = weights(pixels.width(), crop ? square : pixels.width());
    Weights down = weights(pixels.height(), crop ? square : pixels.height());
    float[] narrow = new float[size * pixels.height()];
    for (int channel = 0; channel < SHIFTS.length; channel++) {
      narrow(pixels, SHIFTS[channel], across, narrow);
      float mean = input.mean().get(channel);
      float deviation = input.deviation().get(channel);
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          float sum = 0;
          for (int i = 0; i < down.values[y].length; i++) {
            sum += down.values[y][i] * narrow[(down.first[y] + i) * size + x];
          }
          target[offset + (channel * size + y) * size + x] = (sum / 255 - mean) / deviation;
        }
      }
    }
  }

  private void narrow(Pixels pixels, int shift, Weights across, float[] narrow) {
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < input.size(); x++) {
        float sum = 0;
        for (int i = 0; i < across.values[x].length; i++) {
          sum += across.values[x][i] * pixels.channel(across.first[x] + i, y, shift);
        }
        narrow[y * input.size() + x] = sum;
      }
    }
  }

  /**
   * What each new pixel is made of.
   *
   * @param first old pixel
   * @param values the shares of it and those behind it, which add up to 1
   */
  private record Weights(int[] first, float[][] values) {}

  /** Of an axis of {@code length} old pixels, of which the middle {@code used} are looked at. */
  private Weights weights(int length, int used) {
    int size = input.size();
    double scale = (double) used / size;
    double reach = Math.max(1, scale);
    double start = (length - used) / 2.0;
    int[] first = new int[size];
    float[][] values = new float[size][];
    for (int i = 0; i < size; i++) {
      double middle = start + (i + 0.5) * scale;
      first[i] = Math.max(0, (int) Math.ceil(middle - reach - 0.5));
      int last = Math.min(length - 1, (int) Math.floor(middle + reach - 0.5));
      values[i] = triangle(first[i], last, middle, reach);
    }
    return new Weights(first, values);
  }

  private static float[] triangle(int first, int last, double middle, double reach) {
    float[] values = new float[last - first + 1];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double weight = Math.max(0, 1 - Math.abs(first + i + 0.5 - middle) / reach);
      values[i] = (float) weight;
      sum += weight;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] / sum);
    }
    return values;
  }
}
