package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.embed.SharedData;
import io.llmrec.embed.architecture.Architectures;
import io.llmrec.embed.architecture.CausalGraph;
import io.llmrec.embed.architecture.NetworkFiles;
import io.llmrec.embed.reference.ReferenceModels;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.torchscript.Precision;
import io.llmrec.embed.torchscript.ScriptBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What prompts have in common is read once over several calls. */
class PrefixCacheTest {

  private static final String RULES =
      "Once upon a time, there was a little girl named Lily. She loved to play outside in the park."
          + " ";

  private static final List<String> ENDINGS =
      List.of("One day, she saw a big dog. ", "Her mom gave her a cake. ", "It started to rain. ");

  @TempDir static Path cache;

  private static LocalLanguageModel open(long prefixBytes) {
    Path folder = SharedData.require("models/tinystories-656k");
    return LocalLanguageModel.open(
        folder,
        LocalModelOptions.builder()
            .tokenizer(folder.resolve("tokenizer_no_prefix.json"))
            .cache(ArchiveCache.in(cache))
            .prefixCache(prefixBytes)
            .calls(3)
            .build());
  }

  private static Prompt prompt(String ending) {
    return Prompt.of(RULES + ending).with(GenerationOptions.DEFAULT.withMaxTokens(12));
  }

  private static List<String> texts(List<Reply> replies) {
    return replies.stream().map(Reply::text).toList();
  }

  @Test
  void readsASharedBeginningOnce() {
    try (LocalLanguageModel plain = open(0);
        LocalLanguageModel clever = open(16 << 20)) {
      for (String ending : ENDINGS) {
        assertEquals(plain.complete(prompt(ending)).text(), clever.complete(prompt(ending)).text());
      }
      PrefixUse use = clever.prefixUse();

      long rules = plain.complete(prompt("")).usage().inputTokens();
      assertTrue(use.reused() >= 2 * (rules - 4), use + " of " + rules);
      assertTrue(use.remembered() > rules && use.bytes() <= 16 << 20);
      assertEquals(0, plain.prefixUse().reused() + plain.prefixUse().bytes());
    }
  }

  @Test
  void aBatchStartsWhereAnEarlierCallEnded() {
    List<Prompt> prompts = ENDINGS.stream().map(PrefixCacheTest::prompt).toList();
    try (LocalLanguageModel plain = open(0);
        LocalLanguageModel clever = open(16 << 20)) {
      List<String> wanted = texts(plain.completeAll(prompts));

      assertEquals(wanted, texts(clever.completeAll(prompts)));
      long before = clever.prefixUse().reused();
      assertEquals(wanted, texts(clever.completeAll(prompts)));

      PrefixUse use = clever.prefixUse();
      assertEquals(0, before);
      assertEquals(use.asked(), 2 * use.reused());
    }
  }

  @Test
  void forgetsWhatWasUsedLongestAgo() {
    List<String> others =
        IntStream.range(0, 12).mapToObj(i -> "Tom had " + i + " red balls and a ").toList();
    try (LocalLanguageModel small = open(200_000)) {
      for (String other : others) {
        small.complete(Prompt.of(other.repeat(4)).with(prompt("").options()));
        assertTrue(small.prefixUse().bytes() <= 200_000);
      }
      assertTrue(small.prefixUse().remembered() > 0);
    }
  }

  @Test
  void severalThreadsShareIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (LocalLanguageModel plain = open(0);
        LocalLanguageModel clever = open(300_000)) {
      List<String> wanted = texts(ENDINGS.stream().map(e -> plain.complete(prompt(e))).toList());
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        Prompt asked = prompt(ENDINGS.get(i % 3));
        calls.add(() -> clever.complete(asked).text());
      }
      List<Future<String>> found = threads.invokeAll(calls);
      for (int i = 0; i < found.size(); i++) {
        assertEquals(wanted.get(i % 3), found.get(i).get());
      }
      assertTrue(clever.prefixUse().reused() > 0);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The scores of the next token, with and without what an earlier call has read. */
  @Test
  void givesTheSameScores() {
    int[] text = IntStream.range(0, 40).map(i -> 4 + i * 7 % 190).toArray();
    int[] other = text.clone();
    other[30] = 5;
    for (String folder : List.of("llama", "qwen3")) {
      NetworkFiles files = NetworkFiles.open(ReferenceModels.folder(folder));
      CausalGraph graph = Architectures.causal(files.config(), files.tensors());
      for (Precision precision : List.of(Precision.F32, Precision.BF16)) {
        PrefixCache prefixes = new PrefixCache(1 << 24);
        try (CachedModel plain = model(graph, folder, precision, new PrefixCache(0));
            CachedModel clever = model(graph, folder, precision, prefixes)) {
          clever.read(reader -> reader.start(List.of(other), 64));
          float[] wanted = plain.read(reader -> reader.start(List.of(text), 64))[0];
          float[] found = clever.read(reader -> reader.start(List.of(text), 64))[0];

          assertEquals(30, prefixes.use().reused());
          double tolerance = precision == Precision.F32 ? 1e-4 : 0.1;
          for (int i = 0; i < wanted.length; i++) {
            assertEquals(
                Scores.logProbability(wanted, i), Scores.logProbability(found, i), tolerance);
          }
        }
        assertEquals(0, prefixes.use().bytes());
      }
    }
  }

  private static CachedModel model(
      CausalGraph graph, String name, Precision precision, PrefixCache prefixes) {
    ScriptBuilder script = new ScriptBuilder(precision);
    graph.write(script);
    Path archive =
        ArchiveCache.in(ReferenceModels.cache())
            .archive("prefix " + name + precision, script::build);
    return new CachedModel(TorchModule.open(archive, Compute.CPU, 1), graph, 64, prefixes);
  }

  @Test
  void refusesANegativeBound() {
    assertEquals(
        "prefixCache must be at least 0 bytes, was -1",
        assertThrows(
                IllegalArgumentException.class, () -> LocalModelOptions.builder().prefixCache(-1))
            .getMessage());
  }
}
