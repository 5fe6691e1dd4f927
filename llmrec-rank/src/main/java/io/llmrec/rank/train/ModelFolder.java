package io.llmrec.rank.train;

import io.llmrec.embed.safetensors.SafetensorsFile;
import io.llmrec.embed.safetensors.SafetensorsWriter;
import io.llmrec.embed.safetensors.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder that keeps a trained network: {@code manifest.json}, a safetensors file, and a text file
 * for each long list. Nothing in it is ever executed.
 *
 * <p>The manifest is replaced last and names files that carry their hash, so that a reader finds
 * the old model or the new one, whole. The fingerprint is a SHA-256 over kind, settings, lists and
 * weights; opening computes it anew and refuses a folder whose files are not those of its manifest.
 */
public final class ModelFolder {

  private static final String WEIGHT = "weight.";
  private static final String TABLE = "table.";

  private final Path folder;
  private final ModelManifest manifest;
  private final String fingerprint;
  private final SafetensorsFile weights;

  private ModelFolder(
      Path folder, ModelManifest manifest, String fingerprint, SafetensorsFile weights) {
    this.folder = folder;
    this.manifest = manifest;
    this.fingerprint = fingerprint;
    this.weights = weights;
  }

  /**
   * Keeps a network, replacing the one that is there. Frozen tables are not kept.
   *
   * @return its fingerprint
   * @throws UncheckedIOException when the folder cannot be written
   */
  public static String write(Path folder, ModelManifest manifest, TrainableNetwork network) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be made: " + e, e);
    }
    return ManifestFile.write(folder, manifest, file -> writer(network).write(file));
  }

  private static SafetensorsWriter writer(TrainableNetwork network) {
    SafetensorsWriter writer = new SafetensorsWriter();
    Weights dense = network.weights();
    for (String name : dense.names()) {
      writer.tensor(WEIGHT + name, dense.values(name), dense.shape(name));
    }
    for (EmbeddingTable table : network.tables()) {
      if (table.trainable()) {
        writer.tensor(
            TABLE + table.name(),
            (from, target, length) -> copy(table, from, target, length),
            table.rows(),
            table.width());
      }
    }
    return writer;
  }

  private static void copy(EmbeddingTable table, long from, float[] target, int length) {
    int width = table.width();
    float[] row = new float[width];
    for (int done = 0; done < length; ) {
      long at = from + done;
      int skip = (int) (at % width);
      int now = Math.min(width - skip, length - done);
      table.copyRow((int) (at / width), row, 0);
      System.arraycopy(row, skip, target, done, now);
      done += now;
    }
  }

  /**
   * Opens a folder and checks it whole.
   *
   * @param kind that is expected
   * @throws IllegalArgumentException when it holds no model, one of another kind or version, or its
   *     files are cut short, altered or not those of the manifest; names the file
   * @throws UncheckedIOException when it cannot be read
   */
  public static ModelFolder open(Path folder, String kind) {
    ManifestFile.Found found = ManifestFile.read(folder, kind);
    SafetensorsFile weights = SafetensorsFile.open(found.weights());
    String actual = ManifestFile.fingerprint(found.manifest(), weights.contentHash());
    if (!actual.equals(found.fingerprint())) {
      throw new IllegalArgumentException(
          "%s: has been altered: its fingerprint is %s, the manifest says %s"
              .formatted(folder, actual, found.fingerprint()));
    }
    return new ModelFolder(folder, found.manifest(), actual, weights);
  }

  /** What the model says of itself. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** SHA-256 over kind, settings, lists and weights: the same for the same model. */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Gives a network of the same shape the weights that were kept.
   *
   * @throws IllegalArgumentException when the network has other weights or tables, or a number is
   *     not finite; names it
   */
  public void load(TrainableNetwork network) {
    Set<String> known = new HashSet<>();
    for (String name : network.weights().names()) {
      float[] values = network.weights().values(name);
      known.add(WEIGHT + name);
      require(WEIGHT + name, network.weights().shape(name));
      weights.copyFloats(WEIGHT + name, 0, values, 0, values.length);
      requireFinite(WEIGHT + name, values);
    }
    for (EmbeddingTable table : network.tables()) {
      if (table.trainable()) {
        known.add(TABLE + table.name());
        load(table);
      }
    }
    for (String name : weights.tensors().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s: holds '%s', which the network does not have".formatted(folder, name));
      }
    }
  }

  private void load(EmbeddingTable table) {
    String name = TABLE + table.name();
    require(name, new int[] {table.rows(), table.width()});
    Segments values = table.values();
    long done = 0;
    for (int i = 0; i < values.count(); i++) {
      float[] segment = new float[values.length(i)];
      weights.copyFloats(name, done, segment, 0, segment.length);
      requireFinite(name, segment);
      values.restore(i, segment);
      done += segment.length;
    }
  }

  private void require(String name, int[] shape) {
    TensorInfo tensor = weights.find(name);
    List<Long> wanted = new ArrayList<>();
    for (int axis : shape) {
      wanted.add((long) axis);
    }
    if (tensor == null || !tensor.shape().equals(wanted)) {
      throw new IllegalArgumentException(
          "%s: '%s' must be of shape %s, is %s"
              .formatted(folder, name, wanted, tensor == null ? "missing" : tensor.shape()));
    }
  }

  private void requireFinite(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s: '%s' holds %s, numbers must be finite".formatted(folder, name, values[i]));
      }
    }
  }
}
