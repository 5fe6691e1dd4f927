package io.llmrec.examples.ctr;

import io.llmrec.embed.safetensors.SafetensorsFile;
import io.llmrec.embed.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what finished cells gave in a folder, a file each, written aside and renamed. A cell is
 * made by one process at a time: several share the work on one folder.
 */
final class ScoreStore {

  private static final String SCORES = "probabilities";

  private final Path folder;
  private final String fingerprint;

  /**
   * A store.
   *
   * @param fingerprint of all that cells depend on beside their names; cells of another are made
   *     anew
   */
  ScoreStore(Path folder, String fingerprint) {
    this.folder = folder;
    this.fingerprint = fingerprint;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("could not create " + folder + ": " + e, e);
    }
  }

  private Path file(GridCell cell) {
    return folder.resolve(cell.file() + ".safetensors");
  }

  /** What a finished cell gave. */
  Optional<CellScores> find(GridCell cell) {
    if (!Files.exists(file(cell))) {
      return Optional.empty();
    }
    SafetensorsFile kept = SafetensorsFile.open(file(cell));
    if (!fingerprint.equals(kept.metadata().get("fingerprint"))) {
      return Optional.empty();
    }
    Map<String, float[]> more = new TreeMap<>();
    kept.tensors().keySet().stream()
        .filter(name -> !name.equals(SCORES))
        .forEach(name -> more.put(name, kept.floats(name)));
    return Optional.of(
        new CellScores(
            kept.floats(SCORES),
            more,
            Double.parseDouble(kept.metadata().getOrDefault("validation", "NaN")),
            Integer.parseInt(kept.metadata().getOrDefault("epochs", "0")),
            Double.parseDouble(kept.metadata().getOrDefault("seconds", "NaN"))));
  }

  /**
   * Makes a cell and keeps it, unless another process is at it.
   *
   * @return whether it was made here
   */
  boolean make(GridCell cell, Supplier<CellScores> made) {
    Path lock = folder.resolve(cell.file() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = tryLock(channel)) {
      if (held == null || find(cell).isPresent()) {
        return false;
      }
      keep(cell, made.get());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("could not lock " + lock + ": " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void keep(GridCell cell, CellScores scores) {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .metadata("cell", cell.toString())
            .metadata("fingerprint", fingerprint)
            .metadata("validation", Double.toString(scores.validation()))
            .metadata("epochs", Integer.toString(scores.epochs()))
            .metadata("seconds", Double.toString(scores.seconds()))
            .tensor(SCORES, scores.probabilities(), scores.probabilities().length);
    scores.more().forEach((name, values) -> writer.tensor(name, values, values.length));
    writer.write(file(cell));
  }
}
