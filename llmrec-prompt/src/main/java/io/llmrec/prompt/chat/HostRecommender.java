package io.llmrec.prompt.chat;

import io.llmrec.core.Reason;
import io.llmrec.core.Recommendation;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.StageTrace;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.search.WordIndex.Hit;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Wish;
import io.llmrec.prompt.chat.tool.RecommendCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the host's recommender for a conversation; see {@link DialogueEvents}. */
final class HostRecommender implements RecommendCall {

  private static final int WISHED = 3;
  private static final double WISHED_VALUE = 0.5;
  private static final String HISTORY = "history: ";
  private static final Pattern RANK = Pattern.compile(".*: rank \\d+, score .*");

  private final Parts parts;
  private final ChatCatalog catalog;
  private final UserContext user;
  private final Instant now;
  private final Calls calls;
  private final Trail trail;

  HostRecommender(Parts parts, UserContext user, Calls calls, Trail trail) {
    this.parts = parts;
    this.catalog = parts.catalog();
    this.user = user;
    this.now = parts.clock().instant();
    this.calls = calls;
    this.trail = trail;
  }

  @Override
  public List<Recommendation> recommend(ConversationState state, BitSet rows, int limit) {
    UserContext known = withDialogue(state);
    RecommendationRequest.Builder request =
        RecommendationRequest.forUser(known)
            .id(state.id() + "-" + state.turn())
            .limit(limit)
            .at(latest(known, now))
            .situation("query", query(state))
            .eligible(Eligibility.of(item -> isIn(rows, item)))
            .eligible(parts.eligibility())
            .allowSeen();
    Duration left = calls.timeLeft();
    if (left.isZero()) {
      return List.of();
    }
    RecommendationResult result =
        calls.elsewhere(() -> parts.recommender().recommend(request.within(left).build()));
    for (StageTrace stage : result.stages()) {
      if (stage.outcome() != StageTrace.Outcome.RAN) {
        trail.degrade("recommender: " + stage.stage() + ": " + stage.reason());
      }
    }
    return result.items().stream().map(item -> withTrueReason(item, state)).toList();
  }

  /**
   * A reason that rests on ranks alone tells a user nothing, and one on items that stand for words
   * of the user's would tell of choices that the user never made: both are taken away.
   */
  private Recommendation withTrueReason(Recommendation item, ConversationState state) {
    List<String> facts =
        item.reason().facts().stream().filter(fact -> !RANK.matcher(fact).matches()).toList();
    boolean honest =
        facts.stream().filter(fact -> fact.startsWith(HISTORY)).allMatch(f -> chosen(f, state));
    if (honest && !facts.isEmpty()) {
      return item;
    }
    return new Recommendation(
        item.item(),
        item.rank(),
        item.score(),
        item.sources(),
        item.places(),
        new Reason("", List.of()),
        item.pinned());
  }

  private boolean chosen(String fact, ConversationState state) {
    String rest = fact.substring(HISTORY.length());
    return user.history().stream().anyMatch(event -> rest.startsWith(event.itemId() + " "))
        || state.shown().stream()
            .filter(shown -> shown.reaction() == ShownItem.Reaction.LIKED)
            .anyMatch(shown -> rest.startsWith(shown.itemId() + " "));
  }

  private boolean isIn(BitSet rows, Item item) {
    int row = catalog.row(item.id());
    return row >= 0 && rows.get(row);
  }

  /** The host's history, then what was said. */
  private UserContext withDialogue(ConversationState state) {
    List<Interaction> history = new ArrayList<>(user.history());
    Instant time =
        history.isEmpty() || history.get(history.size() - 1).time().isBefore(now)
            ? now
            : history.get(history.size() - 1).time();
    for (String id : wished(state)) {
      history.add(new Interaction(user.id(), id, DialogueEvents.WISHED, WISHED_VALUE, time));
    }
    DialogueEvents.of(state, time).stream()
        .filter(event -> !event.kind().equals(DialogueEvents.DISLIKED))
        .forEach(history::add);
    Map<String, String> attributes = new LinkedHashMap<>(user.attributes());
    attributes.put(DialogueEvents.CONVERSATION, state.id());
    return new UserContext(user.id(), attributes, history);
  }

  /** Now, or the end of a history that is ahead of the clock. */
  private static Instant latest(UserContext user, Instant now) {
    return user.history().isEmpty() ? now : user.history().get(user.history().size() - 1).time();
  }

  /** The items that fit what was wished in words best, the best last. */
  private List<String> wished(ConversationState state) {
    String query = query(state);
    if (query.isBlank()) {
      return List.of();
    }
    BitSet all = new BitSet(catalog.size());
    all.set(0, catalog.size());
    List<String> ids = new ArrayList<>();
    for (Hit hit : catalog.words().search(query, all, WISHED)) {
      ids.add(0, catalog.item(hit.row()).id());
    }
    return ids;
  }

  private static String query(ConversationState state) {
    return state.activeWishes().stream()
        .filter(wish -> wish.kind() != Wish.Kind.AVOID)
        .map(Wish::text)
        .collect(Collectors.joining(" "));
  }
}
