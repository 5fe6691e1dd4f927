package io.llmrec.examples.spark;

import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.embed.lexical.LexicalOptions;
import io.llmrec.prompt.batch.EnrichmentJob;
import io.llmrec.prompt.batch.JobOptions;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.LlmSummarizer;
import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.prompt.http.Secret;
import io.llmrec.prompt.wrap.ConcurrencyOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * What an executor works with, built from settings when its first task asks and kept for the others
 * of the process. Safe for use by several threads.
 *
 * @param model writes the texts
 * @param encoder makes vectors of items with their texts
 */
record ExecutorParts(LanguageModel model, ItemEncoder encoder) {

  /** The attribute that holds the text. */
  static final String SUMMARY = "summary";

  private static final ConcurrentMap<SparkSettings, ExecutorParts> BUILT =
      new ConcurrentHashMap<>();

  static ExecutorParts of(SparkSettings settings) {
    return BUILT.computeIfAbsent(settings, ExecutorParts::build);
  }

  private static ExecutorParts build(SparkSettings settings) {
    ItemText text =
        ItemText.join(ItemText.title(), ItemText.categories(), ItemText.attribute(SUMMARY));
    LexicalOptions options = LexicalOptions.defaults().withDimension(settings.dimension());
    LexicalEncoder encoder = LexicalEncoder.fit(Stream.empty(), options);
    return new ExecutorParts(model(settings.backend()), ItemEncoder.of(encoder, text));
  }

  private static LanguageModel model(SparkSettings.Backend backend) {
    if (backend.url().isEmpty()) {
      return new StubBackend();
    }
    OpenAiChatModel.Builder model =
        OpenAiChatModel.builder(URI.create(backend.url()), backend.model());
    if (!backend.keyVariable().isEmpty()) {
      String key = System.getenv(backend.keyVariable());
      if (key == null) {
        throw new IllegalStateException(
            "the environment of this executor has no " + backend.keyVariable());
      }
      model.apiKey(Secret.of(key));
    }
    return model.build();
  }

  /** The job that writes the texts of some items into a folder. */
  static EnrichmentJob job(SparkSettings settings, Path folder) {
    SparkSettings.Backend backend = settings.backend();
    Clock asOf = Clock.fixed(Instant.parse(backend.asOf()), ZoneOffset.UTC);
    int most = backend.calls();
    return EnrichmentJob.builder(
            folder,
            model -> LlmSummarizer.of(model, EnrichOptions.DEFAULT.withClock(asOf)),
            of(settings).model(),
            backend.model())
        .options(
            JobOptions.DEFAULT.withConcurrency(
                new ConcurrencyOptions(most, 1, most, Duration.ofMinutes(1))))
        .build();
  }
}
