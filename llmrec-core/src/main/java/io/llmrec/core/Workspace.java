package io.llmrec.core;

import io.llmrec.core.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that preparation fills: a journal of enrichments, numbered generations of vectors and
 * index, and a manifest that names the generation in force.
 */
record Workspace(Path folder) {

  private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
  private static final String GENERATION = "generation-";

  /** The folders that this process is preparing; see {@link #lock}. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  Path enrichments() {
    return folder.resolve("enrichments.tsv");
  }

  Path manifest() {
    return folder.resolve("manifest.properties");
  }

  Path generation(int number) {
    return folder.resolve(GENERATION + number);
  }

  static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("could not make the folder " + folder + ": " + e, e);
    }
  }

  /**
   * All folders with vectors that may be used again. What an earlier run left under {@code partial}
   * is moved out of the way first.
   */
  List<Path> salvage(Path partial) {
    if (Files.exists(partial)) {
      Path left = folder.resolve(GENERATION + "left-" + System.nanoTime());
      DurableFiles.moveIntoPlace(partial, left);
    }
    return generations();
  }

  /** One more than the highest number that was ever finished here. */
  int nextGeneration() {
    return generations().stream()
            .map(path -> path.getFileName().toString().substring(GENERATION.length()))
            .filter(number -> number.matches("\\d{1,9}"))
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(0)
        + 1;
  }

  private List<Path> generations() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(GENERATION))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the folder " + folder + ": " + e, e);
    }
  }

  /**
   * Deletes earlier generations; one that is in use on a system that forbids it stays until the
   * next time.
   */
  void deleteAllBut(Path keep) {
    for (Path generation : generations()) {
      if (!generation.equals(keep)) {
        try {
          DurableFiles.deleteFolder(generation);
        } catch (UncheckedIOException e) {
          LOG.warn("{} is left for the next preparation to delete: {}", generation, e.getMessage());
        }
      }
    }
  }

  /**
   * Keeps other processes, and other threads of this one, from preparing the same folder.
   *
   * <p>A process knows its own locks without opening the file: on POSIX systems the closing of any
   * channel gives up all locks that the process has on the file.
   */
  Lock lock() {
    createFolder(folder);
    try {
      Path real = folder.toRealPath();
      if (HELD.add(real)) {
        Lock lock = new Lock(real, openLock(real));
        if (lock.isHeld()) {
          return lock;
        }
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not lock " + folder + ": " + e, e);
    }
    throw new StageException("prepare", folder + " is being prepared by somebody else");
  }

  private static FileChannel openLock(Path real) throws IOException {
    try {
      return FileChannel.open(
          real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      HELD.remove(real);
      throw e;
    }
  }

  /** Holds the folder until it is closed; the system frees it when the process dies. */
  record Lock(Path folder, FileChannel channel) implements AutoCloseable {

    private boolean isHeld() throws IOException {
      try {
        return channel.tryLock() != null;
      } catch (OverlappingFileLockException e) {
        return false; // Held by llmrec in another class loader of this process.
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("could not unlock " + folder + ": " + e, e);
      } finally {
        HELD.remove(folder);
      }
    }
  }
}
