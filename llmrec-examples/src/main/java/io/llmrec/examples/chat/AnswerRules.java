package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.Language;
import java.util.ArrayList;
import java.util.List;

/** Words an answer of the facts that the prompt shows, naming items by their labels. */
final class AnswerRules {

  private static final int MAX_FACTS = 3;

  private final ObjectNode data;
  private final boolean chinese;

  AnswerRules(ObjectNode data, Language language) {
    this.data = data;
    this.chinese = language == Language.ZH;
  }

  String answer() {
    List<String> sentences = new ArrayList<>();
    JsonNode offered = data.path("offered");
    JsonNode spokenOf = data.path("spoken of");
    if (!offered.isEmpty()) {
      sentences.add(
          chinese
              ? offered.size() == 1 ? "这一件符合您的要求。" : "这几件符合您的要求。"
              : offered.size() == 1 ? "This one fits what you said." : "These fit what you said.");
      offered.forEach(item -> sentences.add(sentence(item)));
    } else if (!spokenOf.isEmpty()) {
      spokenOf.forEach(item -> sentences.add(sentence(item)));
    } else {
      sentences.add(chinese ? "目前没有可以说明的商品。" : "There is nothing to tell about right now.");
    }
    return String.join(chinese ? "" : " ", sentences);
  }

  private String sentence(JsonNode item) {
    String label = "[" + item.path("label").asText() + "]";
    List<String> facts = facts(item.path("facts"));
    if (facts.isEmpty()) {
      return label + (chinese ? "。" : ".");
    }
    return chinese
        ? label + "：" + String.join("，", facts) + "。"
        : label + ": " + String.join(", ", facts) + ".";
  }

  private List<String> facts(JsonNode facts) {
    List<String> said = new ArrayList<>();
    add(said, facts, "features", "with ", "");
    add(said, facts, "material", "made of ", "");
    add(said, facts, "colour", "in ", "");
    add(said, facts, "director", "directed by ", "导演");
    add(said, facts, "year", "from ", "");
    while (said.size() > MAX_FACTS) {
      said.remove(said.size() - 1);
    }
    String price = facts.path("price").asText("");
    if (!price.isBlank()) {
      String currency = facts.path("currency").asText("");
      said.add(
          chinese
              ? price + (currency.isBlank() ? "" : " " + currency)
              : ("for " + price + " " + currency).strip());
    }
    return said;
  }

  private void add(
      List<String> said, JsonNode facts, String name, String before, String beforeInChinese) {
    String value = facts.path(name).asText("");
    if (!value.isBlank()) {
      said.add((chinese ? beforeInChinese : before) + value);
    }
  }
}
