package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Prompt;
import io.llmrec.embed.SharedData;
import io.llmrec.embed.reference.ReferenceModels;
import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.transformer.EncoderOptions;
import io.llmrec.embed.transformer.TransformerEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native memory does not grow. */
@Tag("long")
class SoakTest {

  private static final double GROWTH = 1.05;

  @Test
  void aMillionTextsLeaveNothingBehind() throws IOException {
    try (TransformerEncoder encoder =
        TransformerEncoder.open(
            ReferenceModels.folder("bert"),
            EncoderOptions.builder().cache(ArchiveCache.in(ReferenceModels.cache())).build())) {
      staysFlat(
          200,
          round ->
              encoder.encode(
                  IntStream.range(0, 5_000)
                      .mapToObj(i -> "w%d w%d".formatted(4 + i % 190, 4 + (i + round) % 150))
                      .toList()));
    }
  }

  @Test
  void generationsLeaveNothingBehind() throws IOException {
    try (LocalLanguageModel model =
        LocalLanguageModel.open(
            SharedData.require("models/tinystories-656k"),
            LocalModelOptions.builder().cache(ArchiveCache.in(ReferenceModels.cache())).build())) {
      GenerationOptions warm =
          GenerationOptions.DEFAULT.withMaxTokens(30).withTemperature(1).withSeed(1);
      List<Prompt> prompts =
          List.of(
              Prompt.of("Once upon a time").with(warm.withSeed(1)),
              Prompt.of("Once upon a day").with(warm.withMaxTokens(10)));
      staysFlat(1_000, round -> model.completeAll(prompts));
    }
  }

  private static void staysFlat(int rounds, IntConsumer work) throws IOException {
    long warm = 0;
    for (int round = 0; round < rounds; round++) {
      work.accept(round);
      if (round == rounds / 4) {
        warm = residentPages();
      }
    }
    double growth = residentPages() / (double) warm;
    assertTrue(growth < GROWTH, "resident memory grew to " + growth + " of what it was");
  }

  private static long residentPages() throws IOException {
    Path statistics = Path.of("/proc/self/statm");
    Assumptions.assumeTrue(Files.exists(statistics), "skipped: needs /proc");
    System.gc();
    return Long.parseLong(Files.readString(statistics).split(" ")[1]);
  }
}
