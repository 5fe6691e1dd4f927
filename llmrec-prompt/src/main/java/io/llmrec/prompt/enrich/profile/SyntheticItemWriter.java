package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.enrich.UserProfile;
import io.llmrec.core.enrich.UserProfiler;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.EnrichTask;
import io.llmrec.prompt.enrich.Enriched;
import io.llmrec.prompt.enrich.Enricher;
import io.llmrec.prompt.enrich.TaskInput;
import io.llmrec.prompt.enrich.TaskPrompts;
import io.llmrec.prompt.enrich.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has a language model make up two items that a cold user might have liked: the personalised
 * content generator of GENRE, alone or as the second link of its chain.
 *
 * <p>Safe for use by several threads when model and catalog are. Asked about are users with 1 to
 * {@value #MAX_HISTORY} events with items of the catalog, and with {@link #after} also those with a
 * profile alone. A reply is kept when it is a JSON object with nothing but a list {@code items} of
 * two, each with a title, a description and a category of the host's list, and different titles.
 * How it asks, repairs, counts and fails is said at {@link Enricher}.
 */
public final class SyntheticItemWriter implements Fingerprinted {

  /** A user with more events than this is not cold. */
  public static final int MAX_HISTORY = 5;

  private static final int ITEMS = 2;
  private static final int MAX_TITLE = 120;
  private static final int MAX_DESCRIPTION = 600;
  private static final int MAX_PROFILE = 600;

  /**
   * What the model answers.
   *
   * @param items the made-up items
   */
  public record Answer(List<Made> items) {}

  /**
   * A made-up item.
   *
   * @param title its title
   * @param description what it is
   * @param category a name of the host's list
   */
  public record Made(String title, String description, String category) {}

  /** A user and what an earlier link of the chain said of them. */
  private record Subject(UserContext user, String profile) {}

  private final Catalog catalog;
  private final ClosedList categories;
  private final Enricher<Subject, Answer> enricher;
  private final @Nullable UserProfiler first;

  private SyntheticItemWriter(
      LanguageModel model,
      Catalog catalog,
      ClosedList categories,
      EnrichOptions options,
      @Nullable UserProfiler first) {
    this.catalog = catalog;
    this.categories = categories;
    this.first = first;
    EnrichTask<Subject, Answer> task =
        new EnrichTask<>(
            first == null ? "synthetic-items/1" : "synthetic-items/1+profile",
            TaskPrompts.shipped(SyntheticItemWriter.class, "synthetic_items"),
            Answer.class,
            this::input,
            (subject, input, answer) -> judge(answer));
    String title = catalog.stream().findFirst().orElseThrow().title();
    Subject probe = new Subject(UserContext.cold("probe"), title);
    this.enricher = new Enricher<>(task, model, options, probe);
  }

  /**
   * A writer that is told the histories.
   *
   * @param categories the categories an item may have, 1 to 500 names
   */
  public static SyntheticItemWriter of(
      LanguageModel model, Catalog catalog, List<String> categories, EnrichOptions options) {
    return new SyntheticItemWriter(model, catalog, closed(categories), options, null);
  }

  /**
   * GENRE's chain: a writer that is told each user's profile too, which the first link writes.
   *
   * @param first writes the profiles
   * @param categories the categories an item may have, 1 to 500 names
   */
  public static SyntheticItemWriter after(
      UserProfiler first,
      LanguageModel model,
      Catalog catalog,
      List<String> categories,
      EnrichOptions options) {
    return new SyntheticItemWriter(model, catalog, closed(categories), options, first);
  }

  private static ClosedList closed(List<String> categories) {
    if (categories.isEmpty()) {
      throw new IllegalArgumentException("categories must hold at least 1 name, held none");
    }
    return new ClosedList("categories", categories);
  }

  /**
   * One place per user, in the order given, empty for users who are not cold or of whom nothing is
   * known, and where no reply passed.
   *
   * @param asOf the moment the items are dated to
   * @throws IllegalArgumentException when a history has an event after {@code asOf}
   */
  public List<Optional<SyntheticHistory>> write(List<UserContext> users, Instant asOf) {
    users.forEach(user -> HistoryText.requireNotAfter(user, asOf));
    List<Subject> subjects = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Optional<UserProfile>> profiles = profiles(users, asOf);
    for (int i = 0; i < users.size(); i++) {
      UserContext user = users.get(i);
      String profile = profiles.get(i).map(UserProfile::text).orElse("");
      if (isCold(user) && (!text(user).isEmpty() || !profile.isEmpty())) {
        subjects.add(new Subject(user, profile));
        places.add(i);
      }
    }
    List<Optional<SyntheticHistory>> written = new ArrayList<>();
    users.forEach(user -> written.add(Optional.empty()));
    List<Optional<Enriched<Answer>>> replies = enricher.ask(subjects, asOf);
    for (int i = 0; i < replies.size(); i++) {
      String userId = subjects.get(i).user().id();
      written.set(places.get(i), replies.get(i).map(reply -> history(userId, reply)));
    }
    return written;
  }

  private List<Optional<UserProfile>> profiles(List<UserContext> users, Instant asOf) {
    List<Optional<UserProfile>> profiles = new ArrayList<>();
    users.forEach(user -> profiles.add(Optional.empty()));
    if (first != null) {
      List<Integer> cold = new ArrayList<>();
      for (int i = 0; i < users.size(); i++) {
        if (isCold(users.get(i))) {
          cold.add(i);
        }
      }
      List<Optional<UserProfile>> found =
          first.profile(cold.stream().map(users::get).toList(), asOf);
      for (int i = 0; i < found.size(); i++) {
        profiles.set(cold.get(i), found.get(i));
      }
    }
    return profiles;
  }

  private static boolean isCold(UserContext user) {
    return user.history().size() <= MAX_HISTORY;
  }

  private HistoryText text(UserContext user) {
    return HistoryText.of(user.history(), catalog, MAX_HISTORY);
  }

  private TaskInput input(Subject subject) {
    HistoryText text = text(subject.user());
    String profile = UntrustedText.json(subject.profile(), MAX_PROFILE);
    return text.input(
        subject.user(),
        HistoryOptions.DEFAULT,
        Map.of("profile", profile, "categories", categories.json()));
  }

  private Verdict judge(Answer answer) {
    if (answer.items().size() != ITEMS) {
      return Verdict.refuse("other number", "it must have " + ITEMS + " items");
    }
    Set<String> titles = new HashSet<>();
    List<String> texts = new ArrayList<>();
    for (Made made : answer.items()) {
      String category = categories.find(made.category());
      if (category == null) {
        return Verdict.refuse(
            "not in the list", "'" + made.category() + "' is not one of the categories");
      }
      String title = UntrustedText.clean(made.title(), MAX_TITLE);
      String description = UntrustedText.clean(made.description(), MAX_DESCRIPTION);
      if (title.isEmpty() || description.isEmpty() || !titles.add(title)) {
        return Verdict.refuse(
            "blank or equal", "every item must have a title of its own and a description");
      }
      texts.add(new SyntheticItem(title, description, category).text());
    }
    return Verdict.keep(String.join("\n\n", texts));
  }

  private SyntheticHistory history(String userId, Enriched<Answer> reply) {
    List<SyntheticItem> items = new ArrayList<>();
    for (Made made : reply.reply().items()) {
      String category = categories.find(made.category());
      items.add(
          new SyntheticItem(
              UntrustedText.clean(made.title(), MAX_TITLE),
              UntrustedText.clean(made.description(), MAX_DESCRIPTION),
              category == null ? "" : category));
    }
    return new SyntheticHistory(items, new UserProfile(userId, reply.enrichment()));
  }

  /** How many users got no items since this was made, by the kind of the last fault. */
  public Map<String, Long> refusals() {
    return enricher.refusals();
  }

  @Override
  public String fingerprint() {
    return enricher.fingerprint()
        + (first instanceof Fingerprinted known ? " after " + known.fingerprint() : "");
  }
}
