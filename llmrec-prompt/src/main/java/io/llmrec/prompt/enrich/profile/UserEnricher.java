package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.UserProfile;
import io.llmrec.core.enrich.UserProfiler;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.enrich.Acceptance;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.EnrichTask;
import io.llmrec.prompt.enrich.Enriched;
import io.llmrec.prompt.enrich.Enricher;
import io.llmrec.prompt.enrich.TaskInput;
import io.llmrec.prompt.enrich.TaskPrompts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link UserProfiler} that has a language model write about users: what all of them share.
 *
 * <p>Safe for use by several threads when model and catalog are. A user of whose history no item is
 * in the catalog is not asked about and gets no text. How it asks, repairs, counts and fails is
 * said at {@link Enricher}.
 *
 * @param <T> the form of the reply
 */
public abstract class UserEnricher<T extends Record> implements UserProfiler, Fingerprinted {

  private static final String PROBE = "probe";

  private final Catalog catalog;
  private final HistoryOptions told;
  private final Enricher<UserContext, T> enricher;

  /** A task for a model. */
  UserEnricher(Setting setting, String name, Prompts<T> prompts, Acceptance<UserContext, T> judge) {
    this.catalog = setting.catalog();
    this.told = setting.told();
    EnrichTask<UserContext, T> task =
        new EnrichTask<>(
            name, prompts.prompts(), prompts.reply(), user -> input(user, prompts.values()), judge);
    this.enricher = new Enricher<>(task, setting.model(), setting.options(), probe(catalog));
  }

  /** What every task about users is made with. */
  record Setting(
      LanguageModel model, Catalog catalog, EnrichOptions options, HistoryOptions told) {}

  /** The prompts of a task, the form of its replies and the values besides {@code user}. */
  record Prompts<T extends Record>(
      TaskPrompts prompts, Class<T> reply, Map<String, String> values) {}

  private static UserContext probe(Catalog catalog) {
    Item item = catalog.stream().findFirst().orElseThrow();
    return UserContext.of(PROBE, List.of(Interaction.view(PROBE, item.id(), Instant.EPOCH)));
  }

  private HistoryText text(UserContext user) {
    return HistoryText.of(user.history(), catalog, told.maxEvents());
  }

  private TaskInput input(UserContext user, Map<String, String> values) {
    return text(user).input(user, told, values);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException when the model fails in a way that would hit every user, or may pass
   */
  @Override
  public List<Optional<UserProfile>> profile(List<UserContext> users, Instant asOf) {
    List<Optional<UserProfile>> profiles = new ArrayList<>();
    List<Optional<Enriched<T>>> replies = ask(users, asOf);
    for (int i = 0; i < users.size(); i++) {
      String id = users.get(i).id();
      profiles.add(replies.get(i).map(kept -> new UserProfile(id, kept.enrichment())));
    }
    return profiles;
  }

  /** As {@link #profile}, with what the model answered beside each text. */
  public List<Optional<Enriched<T>>> ask(List<UserContext> users, Instant asOf) {
    users.forEach(user -> HistoryText.requireNotAfter(user, asOf));
    List<UserContext> known = users.stream().filter(user -> !text(user).isEmpty()).toList();
    List<Optional<Enriched<T>>> replies = enricher.ask(known, asOf);
    List<Optional<Enriched<T>>> places = new ArrayList<>();
    int next = 0;
    for (UserContext user : users) {
      boolean asked = next < known.size() && known.get(next) == user;
      places.add(asked ? replies.get(next++) : Optional.empty());
    }
    return places;
  }

  /** How many users got no text since this was made, those without a known history not counted. */
  public long rejected() {
    return enricher.rejected();
  }

  /** The same by the kind of the last fault. */
  public Map<String, Long> refusals() {
    return enricher.refusals();
  }

  /**
   * Follows the prompts, the options that change a reply, what is told of a user, and the model.
   */
  @Override
  public String fingerprint() {
    return enricher.fingerprint() + " " + told;
  }
}
