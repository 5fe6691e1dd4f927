package io.llmrec.core.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Writes that survive a kill at any moment: a reader sees the old content or the new, never a part.
 *
 * <p>All methods throw {@link UncheckedIOException} with the path in its message.
 */
public final class DurableFiles {

  private DurableFiles() {}

  /** Replaces a file's content by UTF-8 text. */
  public static void write(Path file, String text) {
    Path temporary = sibling(file);
    run(
        "write " + file,
        () -> {
          try (FileChannel channel =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
          }
        });
    moveIntoPlace(temporary, file);
  }

  /** The name under which a file is written before it is moved into place. */
  public static Path sibling(Path file) {
    return file.resolveSibling(file.getFileName() + ".partial");
  }

  /** Renames a finished file or folder to its final name, replacing a file that is there. */
  public static void moveIntoPlace(Path from, Path to) {
    run(
        "move " + from + " to " + to,
        () -> {
          try {
            Files.move(
                from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
          }
          forceFolder(to);
        });
  }

  /** Forces a file's bytes to disk. */
  public static void force(Path file) {
    run(
        "force " + file,
        () -> {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        });
  }

  /**
   * Makes a rename durable where the system allows a folder to be forced; elsewhere the rename
   * alone must do.
   */
  private static void forceFolder(Path child) {
    Path folder = child.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; its file systems keep renames in order by themselves.
    }
  }

  /** Writes all of a buffer. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** CRC-32C over a file's bytes. */
  public static long checksum(Path file) {
    CRC32C crc = new CRC32C();
    run(
        "read " + file,
        () -> {
          try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
              crc.update(block, 0, n);
            }
          }
        });
    return crc.getValue();
  }

  /** Deletes a folder and what is in it; nothing happens when it is not there. */
  public static void deleteFolder(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    run(
        "delete " + folder,
        () -> {
          List<Path> all;
          try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
          }
          for (Path path : all) {
            Files.delete(path);
          }
        });
  }

  private static void run(String what, IoAction action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException("could not " + what + ": " + e, e);
    }
  }

  /** Work that may fail on a disk. */
  @FunctionalInterface
  private interface IoAction {
    void run() throws IOException;
  }
}
