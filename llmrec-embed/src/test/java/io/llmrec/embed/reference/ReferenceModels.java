package io.llmrec.embed.reference;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Random-weight models in Hugging Face layout with what they must compute, made once by {@code
 * reference.py}; tests that need them are skipped where there is no Python with torch (Debian:
 * python3-torch).
 */
public final class ReferenceModels {

  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");
  private static Path root;
  private static boolean tried;

  private ReferenceModels() {}

  /** The folder of a model. */
  public static Path folder(String model) {
    return root().resolve(model);
  }

  /** What the model must compute. */
  public static JsonObject expected(String model) {
    try {
      return JsonParser.parseString(Files.readString(folder(model).resolve("expected.json")))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A cache for archives that is deleted with the models. */
  public static Path cache() {
    return root().resolve("cache");
  }

  /** A copy of a model's folder that a test may damage. */
  public static Path copy(String model, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(folder(model))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return target;
  }

  private static synchronized Path root() {
    if (!tried) {
      tried = true;
      PYTHONS.stream()
          .filter(python -> run(python, "-c", "import torch"))
          .findFirst()
          .ifPresent(ReferenceModels::make);
    }
    Assumptions.assumeTrue(
        root != null, "skipped: no Python with torch; on Debian install python3-torch");
    return root;
  }

  private static void make(String python) {
    try (InputStream script = ReferenceModels.class.getResourceAsStream("reference.py")) {
      Path folder = Files.createTempDirectory("llmrec-reference");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      Path file = folder.resolve("reference.py");
      Files.copy(script, file);
      if (!run(python, file.toString(), folder.toString())) {
        throw new IllegalStateException("reference.py failed");
      }
      root = folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What 8-bit weights must keep of the direction. Without VNNI the inputs have seven bits, and a
   * decoder loses more than it may elsewhere.
   */
  public static double leastInt8Cosine() {
    Path processor = Path.of("/proc/cpuinfo");
    try {
      boolean vnni = Files.isReadable(processor) && Files.readString(processor).contains("vnni");
      return vnni ? 0.999 : 0.998;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
