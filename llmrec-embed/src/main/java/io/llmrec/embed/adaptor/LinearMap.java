package io.llmrec.embed.adaptor;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.fingerprint.Fingerprint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The map {@code x -> direction of (x - mean) W}. */
public final class LinearMap implements VectorMap {

  private static final String KIND = "llmrec linear map 1";

  /** Below this length an image points nowhere. */
  private static final double NOWHERE = 1e-9;

  private final String encoder;
  private final String learnedFrom;
  private final float[] mean;
  private final float[] matrix;
  private final int outputs;
  private final String checksum;

  /**
   * A map.
   *
   * @param matrix a row of as many outputs for each component of the mean
   */
  LinearMap(String encoder, String learnedFrom, float[] mean, float[] matrix) {
    this.encoder = encoder;
    this.learnedFrom = learnedFrom;
    this.mean = mean;
    this.matrix = matrix;
    this.outputs = matrix.length / mean.length;
    this.checksum = MapFile.checksum(List.of(mean, matrix));
  }

  /** How many components the images have. */
  public int dimension() {
    return outputs;
  }

  float[] mean() {
    return mean.clone();
  }

  float[] matrix() {
    return matrix.clone();
  }

  /** Where {@code x} is the mean itself, which has no direction, that of {@code x W} is taken. */
  @Override
  public Embedding apply(Embedding vector) {
    if (vector.dimension() != mean.length) {
      throw new IllegalArgumentException(
          "vector must have %d components, has %d".formatted(mean.length, vector.dimension()));
    }
    float[] image = image(vector, 1);
    if (!pointsSomewhere(image)) {
      image = image(vector, 0);
    }
    if (!pointsSomewhere(image)) {
      image[0] = 1;
    }
    return Embedding.of(image);
  }

  private float[] image(Embedding vector, float centring) {
    float[] image = new float[outputs];
    for (int i = 0; i < mean.length; i++) {
      float value = vector.get(i) - centring * mean[i];
      int row = i * outputs;
      for (int j = 0; j < outputs; j++) {
        image[j] += value * matrix[row + j];
      }
    }
    return image;
  }

  private static boolean pointsSomewhere(float[] image) {
    double squares = 0;
    for (float value : image) {
      squares += (double) value * value;
    }
    return squares > NOWHERE * NOWHERE;
  }

  @Override
  public String encoder() {
    return encoder;
  }

  @Override
  public String fingerprint() {
    return Fingerprint.of(KIND, encoder, learnedFrom, checksum);
  }

  /**
   * Saves the map; a file that is there is replaced as a whole.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void save(Path file) {
    MapFile.writer(KIND, encoder, learnedFrom, checksum)
        .tensor("mean", mean, mean.length)
        .tensor("matrix", matrix, mean.length, outputs)
        .write(file);
  }

  /**
   * Opens a map that was saved.
   *
   * @throws UncheckedIOException when it cannot be read
   * @throws IllegalArgumentException when it is damaged or holds something else
   */
  public static LinearMap open(Path file) {
    MapFile opened = MapFile.open(file, KIND);
    int[] shape = opened.shape("matrix", 2);
    float[] mean = opened.floats("mean", shape[0]);
    float[] matrix = opened.floats("matrix", (long) shape[0] * shape[1]);
    opened.verify(List.of(mean, matrix));
    return new LinearMap(opened.encoder(), opened.learnedFrom(), mean, matrix);
  }
}
