package io.llmrec.prompt.chat;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.ChatTurn.Act;
import io.llmrec.prompt.chat.ChatTurn.Shortlist;
import io.llmrec.prompt.chat.plan.Plan;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.Dialogue;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Utterance;
import io.llmrec.prompt.chat.state.Utterance.Speaker;
import io.llmrec.prompt.chat.state.Wish;
import io.llmrec.prompt.chat.tool.Toolbox;
import io.llmrec.prompt.chat.tool.Workbench;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One turn: message, plan, tools, answer, guard, new state. Used once, by one thread. */
final class Turn {

  private static final int MAX_MESSAGE = 2_000;
  private static final int MAX_RELAXED = 3;
  private static final int KEPT_WORDS = 12;
  private static final int KEPT_AFTER = 6;
  private static final int MAX_DISCUSSED = 6;
  private static final int SUMMARY_CHARS = 80;

  private final Parts parts;
  private final UserContext user;
  private final Predicate<String> onText;
  private final Calls calls;
  private final Trail trail = new Trail();
  private final Workbench bench;
  private final Predicate<Item> eligible;
  private @Nullable ConversationState after;
  private String said = "";

  Turn(Parts parts, UserContext user, ConversationState before, Predicate<String> onText) {
    this.parts = parts;
    this.user = user;
    this.onText = onText;
    this.calls = new Calls(parts.options());
    List<String> excluded =
        parts.history() == Parts.History.ALLOWED
            ? List.of()
            : user.history().stream().map(Interaction::itemId).toList();
    this.bench = new Workbench(parts.catalog(), before.nextTurn(), excluded);
    this.eligible = parts.eligibility().forUser(user);
  }

  /** What became of a message; {@link #after} is the state after it. */
  ChatTurn run(String message) {
    String text = heard(message);
    Language language = language(text);
    Phrases phrases = new Phrases(language);
    Answering answering =
        new Answering(parts, bench, calls, trail, new Answering.Heard(text, language, onText));
    if (text.isBlank()) {
      return turn(language, Act.ASK, answering.say("", phrases.whatDoYouWant()));
    }
    bench.labels().avoid(text.toUpperCase(Locale.ROOT));
    Plan plan = new Planning(parts, bench, toolbox(), calls, trail).run(language, text);
    ChatTurn turn =
        switch (plan.act()) {
          case ASK -> turn(language, Act.ASK, answering.say(plan.say(), phrases.whatDoYouWant()));
          case TALK -> turn(language, Act.TALK, answering.say(plan.say(), phrases.talk()));
          case ANSWER -> answer(language, answering);
          case RECOMMEND -> recommend(language, answering, phrases);
        };
    if (turn.act() == Act.CANCELLED) {
      return turn;
    }
    after = remembered(language, text, turn);
    return turn.with(trail.trace(calls));
  }

  /** The state after the turn, or null when the turn changes nothing. */
  @Nullable ConversationState after() {
    return after;
  }

  private String heard(String message) {
    if (message.length() > 2 * MAX_MESSAGE) {
      trail.degrade("message: only the first %d characters were read".formatted(MAX_MESSAGE));
    }
    String start = message.substring(0, Math.min(message.length(), 2 * MAX_MESSAGE));
    return UntrustedText.clean(parts.redactor().redact(start), MAX_MESSAGE);
  }

  /** That of the message; of one without words that of the message before. */
  private Language language(String text) {
    if (text.codePoints().anyMatch(Character::isLetter)) {
      return Language.guess(text);
    }
    List<Utterance> said = bench.state().dialogue().recent();
    for (int i = said.size() - 1; i >= 0; i--) {
      if (said.get(i).speaker() == Speaker.USER) {
        return Language.guess(said.get(i).text());
      }
    }
    return Language.EN;
  }

  private Toolbox toolbox() {
    return new Toolbox(
        new HostRecommender(parts, user, calls, trail),
        new NearestItems(parts.recommender().prepared(), parts.catalog(), calls));
  }

  private ChatTurn recommend(Language language, Answering answering, Phrases phrases) {
    List<Integer> offered = eligible(bench.fresh(enough()));
    if (offered.isEmpty()) {
      offered = eligible(bench.head(enough()));
    }
    if (offered.isEmpty()) {
      return turn(language, Act.ASK, answering.say("", nothing(phrases)));
    }
    List<Integer> discussed = bench.discussed();
    return turn(
        language, Act.RECOMMEND, answering.about(new Offer(bench, offered, cut(discussed))));
  }

  /** More than are offered, for some may not be eligible. */
  private int enough() {
    return Shortlist.MAX_HEAD + parts.options().items();
  }

  private List<Integer> eligible(List<Integer> rows) {
    return bench.allowed(rows).stream()
        .filter(row -> eligible.test(parts.catalog().item(row)))
        .limit(parts.options().items())
        .toList();
  }

  private static List<Integer> cut(List<Integer> rows) {
    return rows.subList(0, Math.min(MAX_DISCUSSED, rows.size()));
  }

  /** Which wishes leave nothing, and how much would be left without each. */
  private String nothing(Phrases phrases) {
    List<Wish> binding =
        bench.state().activeWishes().stream()
            .filter(wish -> wish.kind() != Wish.Kind.PREFER)
            .toList();
    StringBuilder text =
        new StringBuilder(phrases.nothingFits(binding.stream().map(Wish::text).toList()));
    binding.stream()
        .sorted(Comparator.comparingInt((Wish wish) -> -bench.countWithout(wish)))
        .limit(MAX_RELAXED)
        .forEach(
            wish -> {
              int count = bench.countWithout(wish);
              if (count > 0) {
                text.append(phrases.without(wish.text(), count));
              }
            });
    return binding.isEmpty() ? text.toString() : text.append(phrases.shallIDrop()).toString();
  }

  private ChatTurn answer(Language language, Answering answering) {
    List<Integer> discussed = new ArrayList<>(bench.discussed());
    if (discussed.isEmpty()) {
      discussed.addAll(lastShown());
    }
    return turn(language, Act.ANSWER, answering.about(new Offer(bench, List.of(), cut(discussed))));
  }

  /** What the user saw last. */
  private List<Integer> lastShown() {
    List<ShownItem> shown = bench.state().shown();
    int latest = shown.isEmpty() ? 0 : shown.get(shown.size() - 1).turn();
    return shown.stream()
        .filter(item -> item.turn() == latest)
        .map(item -> parts.catalog().row(item.itemId()))
        .filter(row -> row >= 0)
        .toList();
  }

  private ChatTurn turn(Language language, Act act, AnswerText answer) {
    answer.throwListenersFailure();
    said = answer.remembered();
    List<Item> items =
        answer.rows().stream()
            .filter(row -> bench.isCandidate(row) && act == Act.RECOMMEND)
            .map(row -> parts.catalog().item(row))
            .toList();
    Shortlist left =
        new Shortlist(
            bench.count(),
            bench.head(Shortlist.MAX_HEAD).stream().map(parts.catalog()::item).toList());
    return new ChatTurn(
        answer.text(),
        language,
        answer.cancelled() ? Act.CANCELLED : act,
        items,
        answer.mentions(),
        left,
        trail.trace(calls));
  }

  private ConversationState remembered(Language language, String text, ChatTurn turn) {
    ConversationState state = bench.state();
    for (ChatTurn.Mention mention : turn.mentions()) {
      state = state.withShown(mention.itemId());
    }
    Dialogue dialogue =
        state
            .dialogue()
            .with(
                new Utterance(Speaker.USER, cut(text)),
                new Utterance(Speaker.ASSISTANT, cut(said)));
    return state.with(compressed(language, dialogue));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(Utterance.MAX_TEXT, text.length()));
  }

  /**
   * Old words are summed up: by the model where there is one for that, else by their beginnings.
   */
  private Dialogue compressed(Language language, Dialogue dialogue) {
    if (dialogue.recent().size() <= KEPT_WORDS) {
      return dialogue;
    }
    int old = dialogue.recent().size() - KEPT_AFTER;
    List<Utterance> said = dialogue.recent().subList(0, old);
    LanguageModel summarizer = parts.summarizer();
    if (summarizer != null) {
      try {
        String reply =
            calls
                .ask(
                    "summary",
                    summarizer,
                    parts.prompts().summary(language, dialogue.summary(), said))
                .text();
        String clean = UntrustedText.clean(reply, Dialogue.MAX_SUMMARY - 1);
        if (!clean.isBlank()) {
          return dialogue.compressed(KEPT_AFTER, limited(clean));
        }
      } catch (RuntimeException e) {
        trail.degrade("summary", e);
      }
    }
    String beginnings =
        said.stream()
            .filter(utterance -> utterance.speaker() == Speaker.USER)
            .map(utterance -> UntrustedText.clean(utterance.text(), SUMMARY_CHARS))
            .collect(Collectors.joining(" / "));
    String all =
        dialogue.summary().isEmpty() ? beginnings : dialogue.summary() + " / " + beginnings;
    return dialogue.compressed(KEPT_AFTER, limited(all));
  }

  /** The end of a summary: what was said last matters most. */
  private static String limited(String summary) {
    return summary.length() <= Dialogue.MAX_SUMMARY
        ? summary
        : summary.substring(summary.length() - Dialogue.MAX_SUMMARY);
  }
}
