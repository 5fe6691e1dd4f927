package io.llmrec.embed.torchscript;

import ai.djl.util.Utils;
import io.llmrec.core.fingerprint.Fingerprint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * A folder of written archives, each under the hash of what it was written from, so that a model is
 * converted once.
 *
 * <p>Safe for use by several threads and processes: an archive appears whole or not at all. Beside
 * each lies a file with its length and checksum; one that does not match is written again. Files
 * are never deleted: a host that wants the space back deletes the folder.
 */
public final class ArchiveCache {

  /** Part of every key; to be raised when the archives that equal settings give change. */
  private static final int WRITER = 1;

  private static final int KEY_DIGITS = 40;
  private static final int BUFFER = 1 << 20;

  private final Path folder;

  private ArchiveCache(Path folder) {
    this.folder = folder;
  }

  /** A cache in a folder of the host's, made when it is needed. */
  public static ArchiveCache in(Path folder) {
    return new ArchiveCache(folder);
  }

  /**
   * A cache in the folder where DJL keeps its native libraries: the property or variable {@code
   * DJL_CACHE_DIR}, or {@code .djl.ai} in the user's home.
   */
  public static ArchiveCache shared() {
    return new ArchiveCache(Utils.getCacheDir().resolve("llmrec"));
  }

  /**
   * The archive of a module, written now unless it is there.
   *
   * @param identity names the weights and all settings that change the module
   * @param module is asked only when the archive must be written
   * @throws UncheckedIOException when the folder cannot be written or the weights not be read
   */
  public synchronized Path archive(String identity, Supplier<ScriptModule> module) {
    String writer = "torchscript %d %s".formatted(WRITER, Processor.NEEDS_SPARE_BIT);
    String key = Fingerprint.of(writer, identity).substring(0, KEY_DIGITS);
    Path archive = folder.resolve(key + ".pt");
    Path seal = folder.resolve(key + ".seal");
    try {
      if (!intact(archive, seal)) {
        Files.createDirectories(folder);
        replace(archive, module.get()::writeTo);
        String sealed = seal(archive);
        replace(seal, out -> out.write(sealed.getBytes(StandardCharsets.UTF_8)));
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(archive + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static boolean intact(Path archive, Path seal) throws IOException {
    return Files.exists(archive)
        && Files.exists(seal)
        && Files.size(seal) < 100
        && Files.readString(seal).equals(seal(archive));
  }

  private static String seal(Path archive) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] piece = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(archive)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        checksum.update(piece, 0, read);
      }
    }
    return "%d bytes, CRC32C %08x".formatted(Files.size(archive), checksum.getValue());
  }

  /** Something that writes a file's bytes. */
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void replace(Path file, Content content) throws IOException {
    Path draft = Files.createTempFile(file.getParent(), "draft-", ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), BUFFER)) {
        content.writeTo(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
