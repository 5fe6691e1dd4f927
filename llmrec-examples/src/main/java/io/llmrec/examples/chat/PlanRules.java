package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plans what to do about a message, from what the prompt shows.
 *
 * <p>Wishes are sentences such as {@code I am looking for tents}, {@code at most 40 dollars},
 * {@code It must be brand Acme}, {@code Ideally made of wool}, {@code No, please nothing with
 * leather}, {@code 请推荐耳机}, {@code 不超过300元}; other messages are those of {@link Intent}. What is
 * looked for is first taken for a category; when the prompt then says that there is none of that
 * name, the nearest one is taken if it shares a word, or else the words are searched for. Used by
 * one thread.
 */
final class PlanRules {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NEAREST =
      Pattern.compile("has no value '([^']*+)'; the nearest is '([^']*+)'");
  private static final List<String> ORDINALS =
      List.of("first|第一", "second|第二", "third|第三", "fourth|第四");
  private static final int COMPARED = 2;

  private final ObjectNode data;
  private final Language language;
  private final String message;
  private final FieldWords fields;
  private final ObjectNode plan = JSON.objectNode();
  private final ArrayNode wishes = plan.putArray("wishes");
  private final ArrayNode drop = plan.putArray("drop");
  private final ArrayNode reactions = plan.putArray("reactions");
  private final ArrayNode tools = plan.putArray("tools");

  PlanRules(ObjectNode data, Language language) {
    this.data = data;
    this.language = language;
    this.message = data.path("message").asText();
    this.fields = new FieldWords(data.path("fields"));
  }

  /** The plan as JSON. */
  String plan() {
    plan.put("act", "recommend").put("say", "");
    switch (Intent.of(message)) {
      case RULES -> talk("I can help you find something here.", "我可以帮您在这里找东西。");
      case TALK -> talk("Hello! Tell me what you are looking for.", "您好！请告诉我想找什么。");
      case RESET -> reset();
      case UNDO -> tool("undo");
      case OTHERS -> others();
      case COMPARE -> about("compare", COMPARED);
      case DETAILS -> about("details", 1);
      case LIKE -> like();
      case POPULAR -> tool("popularity");
      case ANYTHING -> sort();
      case WISHES -> wishes();
    }
    return StrictJson.write(plan);
  }

  private void talk(String english, String chinese) {
    plan.put("act", "talk").put("say", language == Language.ZH ? chinese : english);
  }

  private void ask(String english, String chinese) {
    plan.put("act", "ask").put("say", language == Language.ZH ? chinese : english);
  }

  private ObjectNode tool(String name) {
    return tools.addObject().put("tool", name).putObject("input");
  }

  private void reset() {
    data.path("wishes").forEach(wish -> drop.add(wish.path("label").asText()));
    tool("reset");
    ask("Let us start again. What are you looking for?", "好的，重新开始。您想找什么？");
  }

  /** Those shown last are not wanted. */
  private void others() {
    for (JsonNode item : shownLast()) {
      reactions.addObject().put("item", item.path("label").asText()).put("reaction", "disliked");
    }
    sort();
  }

  private List<JsonNode> shownLast() {
    int last = 0;
    for (JsonNode item : data.path("shown")) {
      last = Math.max(last, item.path("turn").asInt());
    }
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode item : data.path("shown")) {
      if (item.path("turn").asInt() == last) {
        items.add(item);
      }
    }
    return items;
  }

  private void about(String tool, int least) {
    List<JsonNode> items = new ArrayList<>(meant());
    for (JsonNode item : shownLast()) {
      if (items.size() < least && !items.contains(item)) {
        items.add(item);
      }
    }
    if (items.size() < least) {
      ask("Which one do you mean?", "您指的是哪一个？");
      return;
    }
    plan.put("act", "answer");
    ArrayNode labels = tool(tool).putArray("items");
    items.forEach(item -> labels.add(item.path("label").asText()));
  }

  /** Items shown last that the message speaks of by their place. */
  private List<JsonNode> meant() {
    List<JsonNode> last = shownLast();
    List<JsonNode> meant = new ArrayList<>();
    for (int place = 0; place < Math.min(ORDINALS.size(), last.size()); place++) {
      if (Pattern.compile(ORDINALS.get(place), Pattern.CASE_INSENSITIVE).matcher(message).find()) {
        meant.add(last.get(place));
      }
    }
    return meant;
  }

  private void like() {
    List<JsonNode> liked = meant();
    if (liked.isEmpty()) {
      ask("Which one do you mean?", "您指的是哪一个？");
      return;
    }
    plan.put("act", "answer");
    ArrayNode labels = tool("details").putArray("items");
    for (JsonNode item : liked) {
      reactions.addObject().put("item", item.path("label").asText()).put("reaction", "liked");
      labels.add(item.path("label").asText());
    }
  }

  private void wishes() {
    List<Clause> clauses = Clause.of(message);
    for (Clause clause : clauses) {
      wish(clause);
    }
    boolean first = data.path("wishes").isEmpty() && data.path("dialogue").isEmpty();
    if (clauses.isEmpty()) {
      ask("What are you looking for?", "您想找什么？");
    } else if (first && wishes.size() == 1 && asksBack()) {
      ask("Gladly. What else matters to you?", "好的。您还有什么要求吗？");
    } else {
      sort();
    }
  }

  /** A careful assistant now and then asks for more before it shows anything. */
  private boolean asksBack() {
    return Math.floorMod(message.hashCode(), 4) == 0;
  }

  private void wish(Clause clause) {
    JsonNode condition = fields.condition(clause.what());
    if (condition.isNull() && clause.kind().equals("must")) {
      condition = category(clause.what());
    }
    if (condition.isNull() && clause.kind().equals("must")) {
      tool("search").put("text", clause.what());
      return;
    }
    ObjectNode wish = wishes.addObject().put("kind", clause.kind()).put("text", clause.what());
    if (!condition.isNull()) {
      wish.set("filter", condition);
    }
  }

  /** The category of some words: the one that the prompt calls the nearest, or a guess. */
  private JsonNode category(String words) {
    if (!fields.has("category")) {
      return JSON.nullNode();
    }
    String value = words;
    for (JsonNode seen : data.path("observations")) {
      Matcher nearest = NEAREST.matcher(seen.path("observation").asText());
      if (nearest.find()) {
        if (!sharesWord(words, nearest.group(2))) {
          return JSON.nullNode();
        }
        value = nearest.group(2);
      } else if (seen.path("observation").asText().contains("has no value")) {
        return JSON.nullNode();
      }
    }
    return FieldWords.test("category", "=").put("value", value);
  }

  private static boolean sharesWord(String words, String name) {
    for (String word : name.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
      String stem = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
      if (stem.length() > 1 && words.contains(stem)) {
        return true;
      }
    }
    return false;
  }

  /** By preferences where there are any, else by the recommender. */
  private void sort() {
    boolean prefers = false;
    for (JsonNode wish : data.path("wishes")) {
      prefers |= wish.path("kind").asText().equals("prefer");
    }
    for (JsonNode wish : wishes) {
      prefers |= wish.path("kind").asText().equals("prefer");
    }
    if (prefers) {
      tool("rank").put("by", "preference");
    } else {
      tool("recommend");
    }
  }
}
