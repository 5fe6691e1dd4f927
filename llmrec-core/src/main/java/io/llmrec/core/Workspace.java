package io.llmrec.core;

import io.llmrec.core.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that preparation fills: a journal of enrichments, numbered generations of vectors and
 * index, and a manifest that names the generation in force.
 */
record Workspace(Path folder) {

  private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
  private static final String GENERATION = "generation-";

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

  /** Keeps other processes, and other threads of this one, from preparing the same folder. */
  Lock lock() {
    createFolder(folder);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Lock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds it: the same as another process.
    } catch (IOException e) {
      throw new UncheckedIOException("could not lock " + folder + ": " + e, e);
    }
    close(channel);
    throw new StageException("prepare", folder + " is being prepared by somebody else");
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds the folder until it is closed; the system frees it when the process dies. */
  record Lock(FileChannel channel) implements AutoCloseable {

    @Override
    public void close() {
      Workspace.close(channel);
    }
  }
}
