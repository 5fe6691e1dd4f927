package io.llmrec.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the README shows is code of this module, which the build compiles; what it links to is
 * there.
 */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static List<String> matches(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(readme());
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }

  @Test
  void everyBlockOfJavaIsCompiledCodeOfAnExample() throws IOException {
    String sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(ReadmeTest::read)
              .map(ReadmeTest::squeezed)
              .collect(Collectors.joining("\n"));
    }

    List<String> blocks = matches("```java\n(.*?)```");

    assertEquals(4, blocks.size());
    for (String block : blocks) {
      assertTrue(sources.contains(squeezed(block)), () -> "not compiled anywhere:\n" + block);
    }
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (String link : matches("\\]\\(([^)#:]+)\\)")) {
      assertTrue(Files.exists(ROOT.resolve(link)), () -> "README links to " + link);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
