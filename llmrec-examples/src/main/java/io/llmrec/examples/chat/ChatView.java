package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Wish;
import io.llmrec.prompt.chat.tool.Workbench;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A conversation as the page shows it. Used by one thread. */
final class ChatView {

  private static final int HEAD = 8;
  private static final int MAX_FACT = 60;
  private static final int MAX_FACTS = 3;
  private static final List<String> FACTS = List.of("brand", "colour", "material", "features");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final PageChat chat;
  private final ChatCatalog catalog;
  private final ConversationState state;
  private final @Nullable ChatTurn last;

  ChatView(PageChat chat, ConversationState state, @Nullable ChatTurn last) {
    this.chat = chat;
    this.catalog = chat.catalog();
    this.state = state;
    this.last = last;
  }

  ObjectNode json(Language language, String key) {
    ObjectNode view = JSON.objectNode();
    view.put("key", key).put("language", language.code()).put("model", chat.model());
    view.put("turn", state.turn());
    view.put("canUndo", !state.undone().equals(state));
    view.set("wishes", wishes());
    view.set("candidates", candidates());
    ChatTurn turn = last;
    view.set("last", turn == null ? JSON.nullNode() : turn(turn));
    return view;
  }

  private ArrayNode wishes() {
    ArrayNode wishes = JSON.arrayNode();
    for (Wish wish : state.wishes()) {
      wishes
          .addObject()
          .put("kind", lower(wish.kind()))
          .put("text", wish.text())
          .put("turn", wish.turn())
          .put("active", wish.active());
    }
    return wishes;
  }

  /** What follows from the state as it is now, which may be another than after the last answer. */
  private ObjectNode candidates() {
    Workbench bench = new Workbench(catalog, state, Set.of());
    ObjectNode candidates = JSON.objectNode();
    candidates.put("count", bench.count()).put("total", catalog.size());
    ArrayNode head = candidates.putArray("head");
    Set<String> shown = shownLast();
    double most =
        IntStream.range(0, catalog.size()).mapToDouble(catalog::popularity).max().orElse(0);
    List<Wish> active = state.activeWishes();
    for (int row : bench.head(HEAD)) {
      Item item = catalog.item(row);
      head.addObject()
          .put("id", item.id())
          .put("title", catalog.title(item))
          .put("price", price(item))
          .put("score", most > 0 ? Math.max(0, catalog.popularity(row) / most) : 0)
          .put("fits", active.stream().filter(wish -> fits(row, wish)).count())
          .put("of", active.size())
          .put("shown", shown.contains(item.id()));
    }
    return candidates;
  }

  private Set<String> shownLast() {
    ChatTurn turn = last;
    return turn == null
        ? Set.of()
        : turn.items().stream().map(Item::id).collect(Collectors.toSet());
  }

  private boolean fits(int row, Wish wish) {
    Filter filter = wish.filter();
    boolean passes =
        filter == null
            ? catalog.words().withAll(wish.text()).get(row)
            : catalog.fields().passes(filter, row);
    return passes == (wish.kind() != Wish.Kind.AVOID);
  }

  private ObjectNode turn(ChatTurn turn) {
    ObjectNode json = JSON.objectNode().put("act", lower(turn.act())).put("text", turn.text());
    ArrayNode mentions = json.putArray("mentions");
    for (ChatTurn.Mention mention : turn.mentions()) {
      mentions.addObject().put("start", mention.start()).put("end", mention.end());
    }
    ArrayNode items = json.putArray("items");
    turn.items().forEach(item -> items.add(item(item)));
    json.set("trace", TraceView.json(turn.trace()));
    return json;
  }

  private ObjectNode item(Item item) {
    ObjectNode json =
        JSON.objectNode()
            .put("id", item.id())
            .put("title", catalog.title(item))
            .put("category", String.join(" › ", item.categories()))
            .put("price", price(item))
            .put("reaction", lower(reaction(item.id())));
    ArrayNode facts = json.putArray("facts");
    Map<String, String> attributes = item.attributes();
    FACTS.stream()
        .map(name -> attributes.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .limit(MAX_FACTS)
        .map(value -> value.substring(0, Math.min(MAX_FACT, value.length())))
        .forEach(facts::add);
    return json;
  }

  private ShownItem.Reaction reaction(String itemId) {
    return state.shown().stream()
        .filter(shown -> shown.itemId().equals(itemId))
        .map(ShownItem::reaction)
        .findFirst()
        .orElse(ShownItem.Reaction.NONE);
  }

  private static String price(Item item) {
    String price = item.attributes().getOrDefault("price", "");
    String cut = price.substring(0, Math.min(MAX_FACT, price.length()));
    return switch (item.attributes().getOrDefault("currency", "")) {
      case "USD" -> "$" + cut;
      case "CNY" -> "¥" + cut.replaceFirst("\\.00$", "");
      default -> cut;
    };
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
