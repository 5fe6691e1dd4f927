package io.llmrec.embed.torch;

import io.llmrec.core.fingerprint.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A hash over the bytes of a file of any size. */
public final class FileHash {

  private static final int PIECE = 1 << 20;

  private FileHash() {}

  /**
   * The hash, 64 hex digits.
   *
   * @throws UncheckedIOException when the file cannot be read
   */
  public static String of(Path file) {
    Fingerprint fingerprint = new Fingerprint();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        fingerprint.add(piece);
      }
      return fingerprint.hex();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
