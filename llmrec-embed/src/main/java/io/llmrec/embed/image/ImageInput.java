package io.llmrec.embed.image;

import java.util.List;

/**
 * What a model of pictures wants: a square of red, green and blue, each {@code (value / 255 - mean)
 * / deviation}.
 *
 * @param size of the square's side in pixels, 1 to 2,048
 * @param mean of the three channels, on a scale of 0 to 1
 * @param deviation of the three channels, more than 0
 * @param fit how a picture becomes a square
 */
public record ImageInput(int size, List<Float> mean, List<Float> deviation, ImageFit fit) {

  private static final int MAX_SIZE = 2_048;

  /** Checks the ranges and takes copies of the lists. */
  public ImageInput {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "size must be 1 to %d pixels, was %d".formatted(MAX_SIZE, size));
    }
    if (mean.size() != 3 || deviation.size() != 3) {
      throw new IllegalArgumentException(
          "mean and deviation must be of 3 channels, were %s and %s".formatted(mean, deviation));
    }
    for (int i = 0; i < 3; i++) {
      if (!Float.isFinite(mean.get(i)) || !(deviation.get(i) > 0)) {
        throw new IllegalArgumentException(
            "mean must be finite and deviation more than 0, were %s and %s"
                .formatted(mean, deviation));
      }
    }
  }

  /** Channels from -1 to 1, as TensorFlow's MobileNet and Inception want them; middle square. */
  public static ImageInput minusOneToOne(int size) {
    return new ImageInput(
        size, List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f), ImageFit.CROP);
  }

  /** Channels by the mean and deviation of ImageNet, as torchvision's models want them. */
  public static ImageInput imageNet(int size) {
    return new ImageInput(
        size, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f), ImageFit.CROP);
  }
}
