package io.llmrec.prompt.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Small files made for one test, and the shared real ones. */
final class TestFiles {

  private TestFiles() {}

  static Path write(Path folder, String text) {
    try {
      return Files.writeString(folder.resolve("made.txt"), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Path shared(String path) {
    Path found = Path.of(System.getProperty("llmrec.shared", "../../shared")).resolve(path);
    Assumptions.assumeTrue(
        Files.exists(found), () -> "skipped: " + found + " is not there; set -Dllmrec.shared");
    return found;
  }
}
