package io.llmrec.embed.store;

import io.llmrec.core.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names and manifest of the files of one store. */
record StoreFiles(Path folder) {

  Path manifestFile() {
    return folder.resolve("manifest.txt");
  }

  Path lock() {
    return folder.resolve("lock");
  }

  Path segment(int number) {
    return folder.resolve("segment-%d.vec".formatted(number));
  }

  boolean exists() {
    return Files.exists(manifestFile());
  }

  /**
   * Reads the manifest.
   *
   * @throws IllegalStateException when there is none or it is damaged
   */
  StoreManifest manifest() {
    try {
      StoreManifest manifest = StoreManifest.parse(Files.readString(manifestFile()));
      if (manifest == null) {
        throw damaged(manifestFile(), "its content does not match its hash", null);
      }
      return manifest;
    } catch (IOException e) {
      throw damaged(manifestFile(), e.toString(), e);
    }
  }

  void write(StoreManifest manifest) {
    DurableFiles.write(manifestFile(), manifest.toText());
  }

  /** Deletes segments that a kill or a compaction left behind, as far as the system allows. */
  void deleteOthers(StoreManifest manifest) {
    Set<Path> wanted =
        manifest.finished().stream()
            .map(finished -> segment(finished.number()))
            .collect(Collectors.toSet());
    wanted.add(segment(manifest.active()));
    for (Path file : segments()) {
      if (!wanted.contains(file)) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          // Windows keeps files that are mapped; the next opening tries again.
        }
      }
    }
  }

  private List<Path> segments() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("segment-"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e, e);
    }
  }

  static IllegalStateException damaged(Path file, String what, @Nullable Exception cause) {
    return new IllegalStateException(
        "%s is damaged: %s; restore it, or delete the store and encode again".formatted(file, what),
        cause);
  }
}
