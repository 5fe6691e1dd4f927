package io.llmrec.embed;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the shared data and models; tests that need them are skipped where they are not. */
public final class SharedData {

  private SharedData() {}

  /** A file or folder below the shared root; skips the test, saying so, when it is not there. */
  public static Path require(String path) {
    Path found = Path.of(System.getProperty("llmrec.shared", "../../shared")).resolve(path);
    Assumptions.assumeTrue(
        Files.exists(found), () -> "skipped: " + found + " is not there; set -Dllmrec.shared");
    return found;
  }
}
