package io.llmrec.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LlmException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichCatalogTest {

  @TempDir Path folder;

  private String run(io.llmrec.core.llm.LanguageModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EnrichCatalog.run(model, "test", folder, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String line(String printed, String start) {
    List<String> lines = printed.lines().filter(line -> line.startsWith(start)).toList();
    assertEquals(1, lines.size(), printed);
    return lines.get(0);
  }

  @Test
  void estimatesStopsGoesOnAndIsDone() {
    String printed = run(ShopCassette.open());

    assertTrue(line(printed, "first run").contains("STOPPED"), printed);
    assertTrue(line(printed, "second run").contains("FINISHED"), printed);
    assertTrue(printed.contains("for example: "), printed);

    String again =
        run(
            prompt -> {
              throw LlmException.permanent("nothing is left to ask", null);
            });

    assertTrue(line(again, "0 of").contains("at most 0 tokens"), again);
    assertTrue(line(again, "second run").contains("FINISHED, 0 enriched, 0 dead"), again);
  }
}
