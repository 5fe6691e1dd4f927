package io.llmrec.embed.adaptor;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.embed.safetensors.SafetensorsWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixture of whitening experts (Hou et al., "UniSRec", 2022): the direction of {@code sum_k g_k
 * (x - b_k) W_k} with the gate {@code g = softmax(x W_g)}; {@link MixtureTrainer} makes it.
 */
public final class MixtureMap implements VectorMap {

  private static final String KIND = "llmrec mixture map 1";

  private final String encoder;
  private final String learnedFrom;
  private final MixtureWeights weights;
  private final String checksum;

  MixtureMap(String encoder, String learnedFrom, MixtureWeights weights) {
    this.encoder = encoder;
    this.learnedFrom = learnedFrom;
    this.weights = weights;
    this.checksum = MapFile.checksum(weights.arrays());
  }

  /** How many components the images have. */
  public int dimension() {
    return weights.outputs();
  }

  @Override
  public Embedding apply(Embedding vector) {
    if (vector.dimension() != weights.inputs()) {
      throw new IllegalArgumentException(
          "vector must have %d components, has %d".formatted(weights.inputs(), vector.dimension()));
    }
    MixtureForward forward = MixtureForward.serving(weights, List.of(vector.toArray()));
    float[] image = forward.images();
    double squares = 0;
    for (float value : image) {
      squares += (double) value * value;
    }
    if (squares < 1e-18) {
      // The vector is the bias of all experts; any direction is as good, always the same one.
      image[0] = 1;
    }
    return Embedding.of(image);
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
    SafetensorsWriter writer = MapFile.writer(KIND, encoder, learnedFrom, checksum);
    int inputs = weights.inputs();
    for (int k = 0; k < weights.experts(); k++) {
      writer.tensor("bias." + k, weights.bias()[k], inputs);
      writer.tensor("matrix." + k, weights.matrix()[k], inputs, weights.outputs());
    }
    writer
        .tensor("gate", weights.gate(), inputs, weights.experts())
        .tensor("noise", weights.noise(), inputs, weights.experts())
        .write(file);
  }

  /**
   * Opens a map that was saved.
   *
   * @throws UncheckedIOException when it cannot be read
   * @throws IllegalArgumentException when it is damaged or holds something else
   */
  public static MixtureMap open(Path file) {
    MapFile opened = MapFile.open(file, KIND);
    int[] gate = opened.shape("gate", 2);
    int inputs = gate[0];
    int experts = gate[1];
    int outputs = opened.shape("matrix.0", 2)[1];
    List<float[]> bias = new ArrayList<>();
    List<float[]> matrix = new ArrayList<>();
    for (int k = 0; k < experts; k++) {
      bias.add(opened.floats("bias." + k, inputs));
      matrix.add(opened.floats("matrix." + k, (long) inputs * outputs));
    }
    MixtureWeights weights =
        new MixtureWeights(
            inputs,
            outputs,
            bias.toArray(float[][]::new),
            matrix.toArray(float[][]::new),
            opened.floats("gate", (long) inputs * experts),
            opened.floats("noise", (long) inputs * experts));
    opened.verify(weights.arrays());
    return new MixtureMap(opened.encoder(), opened.learnedFrom(), weights);
  }
}
