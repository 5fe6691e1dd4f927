package io.llmrec.prompt.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder that one job alone may write to. The system gives up the lock of a process that is
 * killed. A process knows its own folders without opening their files: on POSIX systems the closing
 * of any channel gives up all locks that the process has on the file.
 */
final class HeldFolder implements AutoCloseable {

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private HeldFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Makes the folder where it is not there, and holds it.
   *
   * @throws IllegalStateException when another job holds it
   */
  static HeldFolder hold(Path folder) {
    try {
      Path real = Files.createDirectories(folder).toRealPath();
      if (!HELD.add(real)) {
        throw heldByAnother(folder);
      }
      try {
        return lock(real);
      } catch (IOException | RuntimeException e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not hold folder " + folder + ": " + e, e);
    }
  }

  private static HeldFolder lock(Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      held = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Held by llmrec in another class loader of this process.
    } finally {
      if (!held) {
        channel.close();
      }
    }
    if (!held) {
      throw heldByAnother(real);
    }
    return new HeldFolder(real, channel);
  }

  private static IllegalStateException heldByAnother(Path folder) {
    return new IllegalStateException(folder + " is held by another enrichment job");
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not give up folder " + folder + ": " + e, e);
    } finally {
      HELD.remove(folder);
    }
  }
}
