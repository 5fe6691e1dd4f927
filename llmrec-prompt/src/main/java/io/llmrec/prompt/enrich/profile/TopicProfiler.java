package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.TaskPrompts;
import io.llmrec.prompt.enrich.Verdict;
import java.util.List;
import java.util.Map;

/**
 * Has a language model say which topics a user cares for, and which regions, both out of the host's
 * closed lists: the user profiler of GENRE.
 *
 * <p>A reply is kept when it is a JSON object with nothing but the lists {@code topics}, 1 to 5
 * names, and {@code regions}, at most 5 names, all of them in the host's lists; a name that is
 * there twice counts once. The text reads {@code topics: a, b; regions: c}. The rest is said at
 * {@link UserEnricher}.
 */
public final class TopicProfiler extends UserEnricher<TopicProfiler.Answer> {

  private static final int MOST = 5;

  /**
   * What the model answers, the most important first.
   *
   * @param topics names of the host's list
   * @param regions names of the host's list
   */
  public record Answer(List<String> topics, List<String> regions) {}

  /**
   * What a profile may hold.
   *
   * @param topics 1 to 500 names, none twice
   * @param regions 0 to 500 names, none twice
   */
  public record Choices(List<String> topics, List<String> regions) {

    /** Takes copies of the lists. */
    public Choices {
      topics = List.copyOf(topics);
      regions = List.copyOf(regions);
      if (topics.isEmpty()) {
        throw new IllegalArgumentException("topics must hold at least 1 name, held none");
      }
    }
  }

  private TopicProfiler(Setting setting, ClosedList topics, ClosedList regions) {
    super(
        setting,
        "topics/1",
        new Prompts<>(
            TaskPrompts.shipped(TopicProfiler.class, "topics"),
            Answer.class,
            Map.of("topics", topics.json(), "regions", regions.json())),
        (user, input, answer) -> judge(topics, regions, answer));
  }

  /** A profiler with the default options. */
  public static TopicProfiler of(LanguageModel model, Catalog catalog, Choices choices) {
    return of(model, catalog, choices, EnrichOptions.DEFAULT, HistoryOptions.DEFAULT);
  }

  /** A profiler. */
  public static TopicProfiler of(
      LanguageModel model,
      Catalog catalog,
      Choices choices,
      EnrichOptions options,
      HistoryOptions told) {
    return new TopicProfiler(
        new Setting(model, catalog, options, told),
        new ClosedList("topics", choices.topics()),
        new ClosedList("regions", choices.regions()));
  }

  private static Verdict judge(ClosedList topics, ClosedList regions, Answer answer) {
    String unknown = topics.firstUnknown(answer.topics());
    if (unknown != null) {
      return Verdict.refuse("not in the list", "'" + unknown + "' is not one of the topics");
    }
    unknown = regions.firstUnknown(answer.regions());
    if (unknown != null) {
      return Verdict.refuse("not in the list", "'" + unknown + "' is not one of the regions");
    }
    List<String> chosen = topics.known(answer.topics());
    List<String> places = regions.known(answer.regions());
    if (chosen.isEmpty() || chosen.size() > MOST || places.size() > MOST) {
      return Verdict.refuse(
          "other number", "it must have 1 to " + MOST + " topics and at most " + MOST + " regions");
    }
    String text = "topics: " + String.join(", ", chosen);
    return Verdict.keep(places.isEmpty() ? text : text + "; regions: " + String.join(", ", places));
  }
}
