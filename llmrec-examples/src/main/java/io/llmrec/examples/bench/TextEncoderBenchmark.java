package io.llmrec.examples.bench;

import io.llmrec.core.encode.TextEncoder;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.embed.staticvectors.StaticEncoder;
import io.llmrec.examples.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Texts per CPU second of one thread through the encoders that have no layers. */
public final class TextEncoderBenchmark {

  private static final int TEXTS = 10_000;
  private static final int CHARS = 40;
  private static final int RUNS = 8;

  private TextEncoderBenchmark() {}

  /** Arguments: the folder of real texts, and folders of model2vec models. */
  public static void main(String[] args) throws IOException {
    List<String> titles =
        RealTexts.read(Path.of(args[0])).stream()
            .limit(TEXTS)
            .map(text -> text.substring(0, Math.min(CHARS, text.length())))
            .toList();
    print("lexical", LexicalEncoder.fit(titles), titles);
    for (String folder : List.of(args).subList(1, args.length)) {
      try (StaticEncoder encoder = StaticEncoder.open(Path.of(folder))) {
        print(folder, encoder, titles);
      }
    }
  }

  private static void print(String name, TextEncoder encoder, List<String> titles) {
    long best = CpuClock.best(RUNS, () -> encoder.encode(titles));
    Console.out()
        .printf(
            Locale.ROOT,
            "%s: %,.0f texts of %d characters per CPU second%n",
            name,
            titles.size() / (best / 1e9),
            CHARS);
  }
}
