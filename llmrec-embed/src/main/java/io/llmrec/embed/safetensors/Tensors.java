package io.llmrec.embed.safetensors;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensors by name, out of one safetensors file or out of several that belong together.
 *
 * <p>Safe for use by several threads.
 */
public interface Tensors {

  /** The name of a model's only file. */
  String SINGLE = "model.safetensors";

  /** The name of the list of a model's files, where there are several. */
  String INDEX = SINGLE + ".index.json";

  /**
   * Opens the weights of a folder in Hugging Face layout: {@value #INDEX} with the files it names,
   * or {@value #SINGLE}.
   *
   * @throws UncheckedIOException when a file cannot be read
   * @throws IllegalArgumentException when neither is there, or a file is not what it must be
   */
  static Tensors open(Path folder) {
    if (Files.exists(folder.resolve(INDEX))) {
      return ShardedTensors.open(folder.resolve(INDEX));
    }
    if (Files.exists(folder.resolve(SINGLE))) {
      return SafetensorsFile.open(folder.resolve(SINGLE));
    }
    throw new IllegalArgumentException(
        "%s: must hold %s or %s, holds neither".formatted(folder, SINGLE, INDEX));
  }

  /** All tensors by name; cannot be changed. */
  Map<String, TensorInfo> tensors();

  /**
   * One tensor's description.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  TensorInfo tensor(String name);

  /** One tensor's description, or null when there is none of this name. */
  default @Nullable TensorInfo find(String name) {
    return tensors().get(name);
  }

  /**
   * Some numbers of a tensor, rounded to float; whole numbers are taken as they are.
   *
   * @param from the position of the first one in the tensor
   * @param offset where in {@code target} it goes
   * @throws IllegalArgumentException when there is no such tensor
   * @throws IndexOutOfBoundsException when the tensor or the target has fewer
   */
  void copyFloats(String name, long from, float[] target, int offset, int length);

  /** A hash over all bytes of all files; reads them whole. */
  String contentHash();
}
