package io.llmrec.embed.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second writer out, of this process or another; the system frees it after a kill. */
final class WriterLock implements AutoCloseable {

  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, and makes the folder when it is not there.
   *
   * @throws IllegalStateException when another writer holds it
   */
  static WriterLock take(StoreFiles files) {
    Path folder = files.folder();
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new IllegalStateException(
            "the store in %s is open for writing elsewhere; read it, or close the other"
                .formatted(folder));
      }
      return new WriterLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("could not lock " + folder + ": " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not unlock the store: " + e, e);
    }
  }
}
