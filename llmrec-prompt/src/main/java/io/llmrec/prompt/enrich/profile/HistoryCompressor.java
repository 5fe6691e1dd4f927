package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.UserProfile;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.user.Interaction;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.enrich.EnrichOptions;
import io.llmrec.prompt.enrich.EnrichTask;
import io.llmrec.prompt.enrich.Enriched;
import io.llmrec.prompt.enrich.Enricher;
import io.llmrec.prompt.enrich.Fidelity;
import io.llmrec.prompt.enrich.TaskInput;
import io.llmrec.prompt.enrich.TaskPrompts;
import io.llmrec.prompt.enrich.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps a long history short: new events are told to a language model together with what it wrote
 * last time, and it writes the summary anew and chooses the items that stand for the whole (GENRE's
 * history compressor chooses five). Each event is told once, so that the cost grows with the new
 * events and not with the history.
 *
 * <p>Safe for use by several threads when model and catalog are. A reply is kept when it is a JSON
 * object with nothing but a text {@code summary} of at most {@value #MAX_CHARS} characters, in
 * which every word with a digit was told, and a list {@code keep} of 1 to {@value #MAX_ITEMS}
 * labels that were shown, none twice. Where no reply passes, the state stays as it was before those
 * events and they can be told again. How it asks, repairs, counts and fails is said at {@link
 * Enricher}.
 */
public final class HistoryCompressor implements Fingerprinted {

  /** The longest summary, in code points. */
  public static final int MAX_CHARS = 600;

  /** The most items that stand for a history. */
  public static final int MAX_ITEMS = 5;

  /** The most events that are told at a time; more are told in several turns. */
  public static final int EVENTS_AT_A_TIME = 40;

  /**
   * What the model answers.
   *
   * @param summary the summary of all
   * @param keep labels of the items that stand for all
   */
  public record Answer(String summary, List<String> keep) {}

  /**
   * A state and what happened since.
   *
   * @param state what is known so far
   * @param news later events of the same user, oldest first, none before {@link
   *     CompressedHistory#through}
   */
  public record Update(CompressedHistory state, List<Interaction> news) {

    /** Checks users and order. */
    public Update {
      news = List.copyOf(news);
      Instant last = state.through();
      for (Interaction event : news) {
        if (!event.userId().equals(state.userId()) || event.time().isBefore(last)) {
          throw new IllegalArgumentException(
              "news of user '%s' must be the user's own and oldest first from %s on, were of '%s', %s"
                  .formatted(state.userId(), last, event.userId(), event.time()));
        }
        last = event.time();
      }
    }
  }

  /** One turn: a state, the next few events, and what their labels mean. */
  private record Turn(
      CompressedHistory state, List<Interaction> events, Map<String, String> itemOfLabel) {}

  private final Catalog catalog;
  private final Enricher<Turn, Answer> enricher;

  private HistoryCompressor(LanguageModel model, Catalog catalog, EnrichOptions options) {
    this.catalog = catalog;
    Item item = catalog.stream().findFirst().orElseThrow();
    Interaction event = Interaction.view("probe", item.id(), Instant.EPOCH);
    this.enricher =
        new Enricher<>(
            new EnrichTask<>(
                "compress-history/1",
                TaskPrompts.shipped(HistoryCompressor.class, "compress_history"),
                Answer.class,
                this::input,
                (turn, input, answer) -> judge(turn, input, answer)),
            model,
            options,
            turn(CompressedHistory.empty("probe"), List.of(event)));
  }

  /** A compressor. */
  public static HistoryCompressor of(LanguageModel model, Catalog catalog, EnrichOptions options) {
    return new HistoryCompressor(model, catalog, options);
  }

  /**
   * The states after their news, in the order given. Events with items that the catalog does not
   * have are counted and not told.
   *
   * @param asOf the moment the replies are dated to
   * @throws IllegalArgumentException when an event is after {@code asOf}
   */
  public List<CompressedHistory> update(List<Update> updates, Instant asOf) {
    return update(updates, asOf, kept -> {});
  }

  /**
   * As {@link #update(List, Instant)}, handing on where each summary comes from.
   *
   * @param kept is given every summary that was kept, with model, prompt, date and raw reply;
   *     called on the caller's thread
   */
  public List<CompressedHistory> update(
      List<Update> updates, Instant asOf, Consumer<UserProfile> kept) {
    List<CompressedHistory> states = new ArrayList<>();
    int turns = 0;
    for (Update update : updates) {
      requireNotAfter(update, asOf);
      states.add(update.state());
      turns = Math.max(turns, turns(update));
    }
    Set<Integer> stopped = new HashSet<>();
    for (int turn = 0; turn < turns; turn++) {
      goOn(updates, new Progress(states, stopped, kept), turn, asOf);
    }
    return states;
  }

  private static int turns(Update update) {
    return (update.news().size() + EVENTS_AT_A_TIME - 1) / EVENTS_AT_A_TIME;
  }

  private static void requireNotAfter(Update update, Instant asOf) {
    if (!update.news().isEmpty()) {
      Instant last = update.news().get(update.news().size() - 1).time();
      if (last.isAfter(asOf)) {
        throw new IllegalArgumentException(
            "news of user '%s' go on to %s and must not be told as of %s"
                .formatted(update.state().userId(), last, asOf));
      }
    }
  }

  /** What all turns of one call write to. */
  private record Progress(
      List<CompressedHistory> states, Set<Integer> stopped, Consumer<UserProfile> kept) {}

  private void goOn(List<Update> updates, Progress progress, int at, Instant asOf) {
    List<CompressedHistory> states = progress.states();
    Set<Integer> stopped = progress.stopped();
    List<Turn> asked = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      List<Interaction> news = updates.get(i).news();
      int from = at * EVENTS_AT_A_TIME;
      if (stopped.contains(i) || from >= news.size()) {
        continue;
      }
      List<Interaction> some = news.subList(from, Math.min(news.size(), from + EVENTS_AT_A_TIME));
      Turn turn = turn(states.get(i), some);
      if (some.stream().allMatch(event -> catalog.find(event.itemId()) == null)) {
        states.set(i, after(turn, turn.state().summary(), turn.state().items()));
      } else {
        asked.add(turn);
        places.add(i);
      }
    }
    List<Optional<Enriched<Answer>>> replies = enricher.ask(asked, asOf);
    for (int i = 0; i < asked.size(); i++) {
      Optional<Enriched<Answer>> reply = replies.get(i);
      int place = places.get(i);
      if (reply.isPresent()) {
        Turn turn = asked.get(i);
        List<String> items =
            reply.get().reply().keep().stream().map(turn.itemOfLabel()::get).distinct().toList();
        states.set(place, after(turn, reply.get().enrichment().text(), items));
        progress.kept().accept(new UserProfile(turn.state().userId(), reply.get().enrichment()));
      } else {
        stopped.add(place);
      }
    }
  }

  private static CompressedHistory after(Turn turn, String summary, List<String> items) {
    List<Interaction> events = turn.events();
    return new CompressedHistory(
        turn.state().userId(),
        summary,
        items,
        events.get(events.size() - 1).time(),
        turn.state().events() + events.size());
  }

  private Turn turn(CompressedHistory state, List<Interaction> events) {
    Map<String, String> labels = new LinkedHashMap<>();
    List<String> ids = new ArrayList<>(state.items());
    events.forEach(event -> ids.add(event.itemId()));
    for (String id : ids) {
      if (catalog.find(id) != null) {
        labels.put("e" + (labels.size() + 1), id);
      }
    }
    return new Turn(state, List.copyOf(events), labels);
  }

  private TaskInput input(Turn turn) {
    HistoryText kept = new HistoryText();
    HistoryText news = new HistoryText();
    int label = 0;
    for (String id : turn.state().items()) {
      Item item = catalog.find(id);
      if (item != null) {
        kept.add(
            item,
            Interaction.view(turn.state().userId(), id, turn.state().through()),
            "e" + ++label);
      }
    }
    for (Interaction event : turn.events()) {
      Item item = catalog.find(event.itemId());
      if (item != null) {
        news.add(item, event, "e" + ++label);
      }
    }
    List<String> texts = new ArrayList<>(kept.texts());
    texts.addAll(news.texts());
    texts.add(turn.state().summary());
    return new TaskInput(
        turn.state().userId(),
        news.language(),
        Map.of(
            "summary", UntrustedText.json(turn.state().summary(), MAX_CHARS),
            "kept", kept.json(),
            "news", news.json()),
        texts);
  }

  private static Verdict judge(Turn turn, TaskInput input, Answer answer) {
    for (String label : answer.keep()) {
      if (!turn.itemOfLabel().containsKey(label)) {
        return Verdict.refuse(
            "unknown label", "'" + UntrustedText.clean(label, 40) + "' is not one of the labels");
      }
    }
    int count = answer.keep().size();
    if (count < 1 || count > MAX_ITEMS || answer.keep().stream().distinct().count() < count) {
      return Verdict.refuse(
          "other number", "keep must have 1 to " + MAX_ITEMS + " labels, none of them twice");
    }
    String summary = UntrustedText.clean(answer.summary(), MAX_CHARS + 1);
    if (summary.isEmpty() || summary.codePointCount(0, summary.length()) > MAX_CHARS) {
      return Verdict.refuse("too long", "the summary must have 1 to " + MAX_CHARS + " characters");
    }
    String invented = new Fidelity(input.texts()).firstInventedNumber(summary);
    return invented == null
        ? Verdict.keep(summary)
        : Verdict.refuse("invented word", "'" + invented + "' is not in the history");
  }

  /** How many turns were refused since this was made, by the kind of the last fault. */
  public Map<String, Long> refusals() {
    return enricher.refusals();
  }

  @Override
  public String fingerprint() {
    return enricher.fingerprint();
  }
}
