package io.llmrec.embed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.encode.Embedding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, run as one. */
class VerifyStoreTest {

  @TempDir Path folder;

  @Test
  void saysWhatItFoundAndEndsAccordingly() throws Exception {
    try (EmbeddingStore store = EmbeddingStore.open(folder, "e", 2, VectorPrecision.F32)) {
      store.put("a", Embedding.of(new float[] {1, 2}));
    }
    assertEquals("0 ok: 1 items, 40 bytes, encoder 'e'\n", run(folder.toString()));
    Path segment = folder.resolve("segment-1.vec");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[30] ^= 1;
    Files.write(segment, bytes);
    assertEquals("1 damaged: 0 items, 40 bytes, encoder 'e'\n", run(folder.toString()));
    assertEquals("2 ", run());
  }

  private static String run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                VerifyStore.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + out;
  }
}
