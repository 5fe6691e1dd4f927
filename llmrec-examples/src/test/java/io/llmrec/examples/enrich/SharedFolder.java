package io.llmrec.examples.enrich;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The folder with the recorded data, which is not part of the project. */
final class SharedFolder {

  private SharedFolder() {}

  /** The folder, when it holds a set of data; the test is skipped when it does not. */
  static Path with(String set) {
    Path shared = Path.of(System.getProperty("llmrec.shared", "../../shared"));
    Path found = shared.resolve("data").resolve(set);
    Assumptions.assumeTrue(
        Files.isDirectory(found), () -> "skipped: " + found + " is not there; set -Dllmrec.shared");
    return shared;
  }
}
