package io.llmrec.examples.bench;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Prompt;
import io.llmrec.embed.languagemodel.ChatTemplate;
import io.llmrec.embed.languagemodel.LocalLanguageModel;
import io.llmrec.embed.languagemodel.LocalModelOptions;
import io.llmrec.examples.Console;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Tokens a second of a small language model: with a key-value cache (a Hugging Face folder) and
 * without (the TorchScript archive of the same weights beside it), one reply at a time and eight
 * together.
 */
public final class DecodingBenchmark {

  private static final int ROUNDS = 5;

  private DecodingBenchmark() {}

  /** Arguments: the folder, the archive, and tokens of a reply (400 by default). */
  public static void main(String[] args) {
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Path folder = Path.of(args[0]);
    Path tokenizer = folder.resolve("tokenizer_no_prefix.json");
    int tokens = args.length > 2 ? Integer.parseInt(args[2]) : 400;
    LocalModelOptions options =
        LocalModelOptions.builder()
            .template(ChatTemplate.plain())
            .tokenizer(tokenizer)
            .calls(1)
            .build();
    Prompt prompt =
        Prompt.of("", "Once upon a time ")
            .with(GenerationOptions.DEFAULT.withMaxTokens(tokens).withTemperature(0));
    try (LocalLanguageModel cached = LocalLanguageModel.open(folder, options);
        LocalLanguageModel plain =
            LocalLanguageModel.openScript(folder.resolve(args[1]), tokenizer, options)) {
      print("with the cache", () -> count(cached, List.of(prompt)));
      print("without", () -> count(plain, List.of(prompt)));
      print("with the cache, eight together", () -> count(cached, Collections.nCopies(8, prompt)));
    }
  }

  private static int count(LocalLanguageModel model, List<Prompt> prompts) {
    return model.completeAll(prompts).stream()
        .mapToInt(reply -> (int) reply.usage().outputTokens())
        .sum();
  }

  private static void print(String name, IntSupplier generate) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      best = Math.max(best, generate.getAsInt() * 1e9 / (System.nanoTime() - start));
    }
    Console.out().printf(Locale.ROOT, "%-32s %8.1f tokens a second%n", name, best);
  }
}
