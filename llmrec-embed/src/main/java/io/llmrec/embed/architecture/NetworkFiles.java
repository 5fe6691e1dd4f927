package io.llmrec.embed.architecture;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.safetensors.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The settings and weights of a network.
 *
 * @param config its {@code config.json}
 * @param tensors its weights
 * @param hash over both
 */
public record NetworkFiles(JsonFile config, Tensors tensors, String hash) {

  /**
   * Opens the files of a folder in Hugging Face layout.
   *
   * @throws UncheckedIOException when one cannot be read
   * @throws IllegalArgumentException when one is not what it must be
   */
  public static NetworkFiles open(Path folder) {
    Path config = folder.resolve("config.json");
    JsonFile settings = JsonFile.read(config);
    Tensors tensors = Tensors.open(folder);
    try {
      Fingerprint fingerprint = new Fingerprint().add(Files.readAllBytes(config));
      return new NetworkFiles(settings, tensors, fingerprint.add(tensors.contentHash()).hex());
    } catch (IOException e) {
      throw new UncheckedIOException(config + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
