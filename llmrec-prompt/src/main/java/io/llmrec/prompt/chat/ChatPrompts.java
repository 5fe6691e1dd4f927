package io.llmrec.prompt.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Field;
import io.llmrec.prompt.chat.filter.FilterJson;
import io.llmrec.prompt.chat.ground.FactSheet;
import io.llmrec.prompt.chat.ground.Leaks;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Utterance;
import io.llmrec.prompt.chat.state.Wish;
import io.llmrec.prompt.chat.tool.ToolRun;
import io.llmrec.prompt.chat.tool.Workbench;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the prompts of a turn. All data is one JSON object, one field a line, before the
 * instruction; every text in it passed {@link UntrustedText}. Immutable and safe for use by several
 * threads.
 */
final class ChatPrompts {

  private static final int SHOWN = 12;
  private static final int SAID = 8;
  private static final int MAX_SAID = 400;
  private static final int MAX_VALUE = 40;
  private static final int MAX_FREQUENT = 12;
  private static final int MAX_MESSAGE = 2_001;
  private static final int PLAN_TOKENS = 900;
  private static final int ANSWER_TOKENS = 700;
  private static final int SHORT_TOKENS = 300;
  private static final List<String> NAMES = List.of("plan", "answer", "critic", "summary");

  private final Map<Language, Map<String, PromptTemplate>> templates =
      new EnumMap<>(Language.class);
  private final Leaks leaks;
  private final String fields;

  ChatPrompts(ChatCatalog catalog) {
    List<String> rules = new ArrayList<>();
    for (Language language : Language.values()) {
      Map<String, PromptTemplate> byName = new HashMap<>();
      for (String name : NAMES) {
        PromptTemplate template = PromptTemplate.load(ChatPrompts.class, name, language);
        byName.put(name, template);
        rules.add(rules(template));
      }
      templates.put(language, byName);
    }
    leaks = new Leaks(rules);
    fields = StrictJson.write(describe(catalog.fields().fields()));
  }

  /** The rules of a prompt: all that stands in it whatever the data. */
  private static String rules(PromptTemplate template) {
    Map<String, String> blank = new HashMap<>();
    template.placeholders().forEach(name -> blank.put(name, "."));
    return template.render(blank).text();
  }

  /** What recognises the rules in an answer. */
  Leaks leaks() {
    return leaks;
  }

  private static ArrayNode describe(List<Field> fields) {
    ArrayNode all = array();
    for (Field field : fields) {
      ObjectNode json = object();
      json.put("field", UntrustedText.clean(field.name(), MAX_VALUE));
      json.put("type", field.type().name().toLowerCase(Locale.ROOT));
      if (field.type().isOrdered()) {
        json.put("least", field.least()).put("most", field.most());
      } else if (!field.frequent().isEmpty()) {
        ArrayNode values = json.putArray("values");
        field.frequent().stream()
            .limit(MAX_FREQUENT)
            .forEach(
                value -> values.add(FactSheet.harmless(UntrustedText.clean(value, MAX_VALUE))));
        json.put("different values", field.distinct());
      }
      all.add(json);
    }
    return all;
  }

  /** What to do about a message. */
  Prompt plan(Workbench bench, Language language, String message, List<ToolRun> runs) {
    Lines data = new Lines();
    data.put("fields", fields);
    putState(data, bench);
    ArrayNode shown = array();
    List<ShownItem> items = bench.state().shown();
    for (ShownItem item : items.subList(Math.max(0, items.size() - SHOWN), items.size())) {
      int row = bench.catalog().row(item.itemId());
      if (row >= 0) {
        shown.add(shown(bench, row, item));
      }
    }
    data.put("shown", shown);
    putDialogue(data, bench.state());
    putObservations(data, runs);
    data.put("message", UntrustedText.json(message, MAX_MESSAGE));
    return render("plan", language, Map.of("data", data.text()), PLAN_TOKENS);
  }

  private static ObjectNode shown(Workbench bench, int row, ShownItem item) {
    ChatCatalog catalog = bench.catalog();
    return object()
        .put("label", bench.labels().of(row))
        .put("title", FactSheet.harmless(catalog.title(catalog.item(row))))
        .put("turn", item.turn())
        .put("reaction", item.reaction().name().toLowerCase(Locale.ROOT));
  }

  /** The facts of a row's item. */
  static FactSheet sheet(Workbench bench, int row) {
    ChatCatalog catalog = bench.catalog();
    return FactSheet.of(catalog.item(row), catalog.title(catalog.item(row)), bench.reason(row));
  }

  /** What to say. */
  Prompt answer(
      Workbench bench, Language language, String message, Offer offer, List<ToolRun> runs) {
    Lines data = data(bench, offer, runs);
    data.put("message", UntrustedText.json(message, MAX_MESSAGE));
    Phrases phrases = new Phrases(language);
    String task = offer.offered().isEmpty() ? phrases.answerTask() : phrases.recommendTask();
    return render("answer", language, Map.of("data", data.text(), "task", task), ANSWER_TOKENS);
  }

  private Lines data(Workbench bench, Offer offer, List<ToolRun> runs) {
    Lines data = new Lines();
    putState(data, bench);
    data.put("offered", sheets(bench, offer, offer.offered()));
    data.put("spoken of", sheets(bench, offer, offer.discussed()));
    putDialogue(data, bench.state());
    putObservations(data, runs);
    return data;
  }

  private static ArrayNode sheets(Workbench bench, Offer offer, Collection<Integer> rows) {
    ArrayNode sheets = array();
    for (int row : rows) {
      ObjectNode json = object().put("label", bench.labels().of(row));
      json.set("facts", offer.sheet(row).json());
      sheets.add(json);
    }
    return sheets;
  }

  /** A prompt, what was answered, and what is wrong with that. */
  Prompt repair(Prompt first, String answer, Language language, List<String> problems) {
    List<Message> messages = new ArrayList<>(first.messages());
    messages.add(Message.assistant(UntrustedText.clean(answer, MAX_MESSAGE)));
    messages.add(Message.user(new Phrases(language).repairTask(problems)));
    return new Prompt(messages, first.options());
  }

  /** Whether an answer suits the wishes. */
  Prompt critic(Workbench bench, Language language, String message, Offer offer, String answer) {
    Lines data = data(bench, offer, List.of());
    data.put("message", UntrustedText.json(message, MAX_MESSAGE));
    data.put("answer", UntrustedText.json(answer, MAX_MESSAGE));
    return render("critic", language, Map.of("data", data.text()), SHORT_TOKENS);
  }

  /** What to remember of what was said. */
  Prompt summary(Language language, String summary, List<Utterance> said) {
    Lines data = new Lines();
    data.put("summary", UntrustedText.json(summary, MAX_MESSAGE));
    data.put("dialogue", said(said, said.size()));
    String task = new Phrases(language).summaryTask();
    return render("summary", language, Map.of("data", data.text(), "task", task), SHORT_TOKENS);
  }

  private static void putState(Lines data, Workbench bench) {
    ArrayNode wishes = array();
    List<Wish> all = bench.state().wishes();
    for (int place = 0; place < all.size(); place++) {
      Wish wish = all.get(place);
      if (wish.active()) {
        ObjectNode json = object().put("label", "w" + (place + 1));
        json.put("kind", wish.kind().name().toLowerCase(Locale.ROOT));
        json.put("text", UntrustedText.clean(wish.text(), Wish.MAX_TEXT));
        if (wish.filter() != null) {
          json.set("filter", FilterJson.write(wish.filter()));
        }
        wishes.add(json);
      }
    }
    data.put("wishes", wishes);
    data.put("candidates", String.valueOf(bench.count()));
  }

  private static void putDialogue(Lines data, ConversationState state) {
    data.put("earlier", UntrustedText.json(state.dialogue().summary(), MAX_MESSAGE));
    data.put("dialogue", said(state.dialogue().recent(), SAID));
  }

  private static ArrayNode said(List<Utterance> recent, int most) {
    ArrayNode said = array();
    for (Utterance utterance : recent.subList(Math.max(0, recent.size() - most), recent.size())) {
      said.add(
          object()
              .put(
                  utterance.speaker().name().toLowerCase(Locale.ROOT),
                  UntrustedText.clean(utterance.text(), MAX_SAID)));
    }
    return said;
  }

  private static void putObservations(Lines data, List<ToolRun> runs) {
    ArrayNode observations = array();
    for (ToolRun run : runs) {
      observations.add(
          object()
              .put("tool", run.tool())
              .put("outcome", run.outcome().name().toLowerCase(Locale.ROOT))
              .put("observation", run.observation()));
    }
    data.put("observations", observations);
  }

  private Prompt render(String name, Language language, Map<String, String> values, int tokens) {
    Map<String, PromptTemplate> byName = templates.getOrDefault(language, Map.of());
    PromptTemplate template = byName.get(name);
    if (template == null) {
      throw new IllegalStateException("there is a prompt '" + name + "' in " + language);
    }
    return template.render(values).with(GenerationOptions.DEFAULT.withMaxTokens(tokens));
  }

  private static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A JSON object with one field a line. */
  private static final class Lines {

    private final StringBuilder text = new StringBuilder();

    void put(String name, JsonNode value) {
      put(name, StrictJson.write(value));
    }

    void put(String name, String json) {
      text.append(text.isEmpty() ? "{" : ",\n").append(StrictJson.quote(name)).append(": ");
      text.append(json);
    }

    String text() {
      return text + "}";
    }
  }
}
