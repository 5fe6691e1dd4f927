package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.wrap.ConcurrencyOptions;
import io.llmrec.prompt.wrap.RetryOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Jobs, items and models for tests. */
final class Jobs {

  static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

  /** Two calls at a time, one try a round, no waits. */
  static final JobOptions QUICK =
      JobOptions.DEFAULT
          .withConcurrency(new ConcurrencyOptions(2, 1, 2, Duration.ofMinutes(1)))
          .withRetries(RetryOptions.DEFAULT.withMaxTries(1));

  private Jobs() {}

  static List<Item> items(int count) {
    return IntStream.range(0, count).mapToObj(Jobs::item).toList();
  }

  /** An item whose name no other item's begins with. */
  static Item item(int number) {
    return Item.of("i" + number, "Cup " + name(number));
  }

  /** A number in letters: numbers that a reply makes up are refused. */
  static String name(int number) {
    return "n"
        + Integer.toString(number, 10)
            .chars()
            .mapToObj(c -> (char) ('a' + c - '0'))
            .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        + "z";
  }

  static EnrichmentJobBuilder builder(Path folder, LanguageModel model) {
    return EnrichmentJob.builder(folder, Writer::new, model, "small-1")
        .options(QUICK)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static Reply summary(String text) {
    return new Reply(
        "{\"summary\": \"" + text + "\"}",
        "small",
        Reply.Finish.STOP,
        new Usage(40, 10, new BigDecimal("0.01"), false));
  }

  static List<DeadLetter> letters(EnrichmentJob job) {
    List<DeadLetter> letters = new ArrayList<>();
    job.forEachDeadLetter(letters::add);
    return letters;
  }

  static List<EnrichedItem> texts(EnrichmentJob job) {
    List<EnrichedItem> texts = new ArrayList<>();
    job.forEachText(texts::add);
    return texts;
  }

  /** Answers by the prompt's text and keeps what it was asked. */
  static final class Model implements LanguageModel {

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Function<String, Reply> answer;
    private final boolean remembers;

    Model(Function<String, Reply> answer) {
      this(answer, true);
    }

    Model(Function<String, Reply> answer, boolean remembers) {
      this.answer = answer;
      this.remembers = remembers;
    }

    Model() {
      this(prompt -> summary("A cup."));
    }

    @Override
    public Reply complete(Prompt prompt) {
      String text = prompt.text();
      if (remembers) {
        asked.add(text);
      }
      return answer.apply(text);
    }

    List<String> asked() {
      return List.copyOf(asked);
    }
  }
}
