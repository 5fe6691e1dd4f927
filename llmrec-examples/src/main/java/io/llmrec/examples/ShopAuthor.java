package io.llmrec.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.examples.shop.SampleShop;
import io.llmrec.examples.shop.ShopKnowledge;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the replies of the sample shop's cassette from what its authors know of the shop. It is no
 * language model: it looks up which item a prompt is about. Where a real model would be careless,
 * so is it, on purpose: the answer to a Chinese ranking is wrapped in prose, holds a label that was
 * never given and leaves one out.
 */
final class ShopAuthor implements LanguageModel {

  private static final String NAME = "sample-shop-author";
  private static final int LONGEST_TITLE = 400;

  private final ShopKnowledge knowledge;
  private final Map<String, String> idsByTitle = new HashMap<>();

  ShopAuthor(SampleShop shop) {
    knowledge = shop.knowledge();
    shop.catalog().stream()
        .forEach(
            item -> {
              idsByTitle.put(UntrustedText.clean(item.title(), LONGEST_TITLE), item.id());
              idsByTitle.putIfAbsent(knowledge.cleanTitle(item.id()), item.id());
            });
  }

  @Override
  public Reply complete(Prompt prompt) {
    String question = question(prompt.messages());
    try {
      return Reply.of(question.contains("\"label\"") ? rank(question) : describe(question))
          .by(NAME);
    } catch (JsonProcessingException e) {
      throw LlmException.permanent("the author cannot read this prompt", e);
    }
  }

  /** The last turn, or, where that asks for a better answer, the one it is about. */
  private static String question(List<Message> messages) {
    int last = messages.size() - 1;
    boolean again = last >= 2 && messages.get(last - 1).role() == Message.Role.ASSISTANT;
    return messages.get(again ? last - 2 : last).text();
  }

  private String describe(String question) throws JsonProcessingException {
    JsonNode item = StrictJson.read(question.lines().findFirst().orElse(""));
    String id = id(item.path("title").asText());
    return question.contains("{\"title\":") && !question.contains("{\"summary\":")
        ? "{\"title\": " + StrictJson.quote(knowledge.cleanTitle(id)) + "}"
        : "{\"summary\": " + StrictJson.quote(knowledge.summary(id)) + "}";
  }

  private String id(String title) {
    String id = idsByTitle.get(title);
    if (id == null) {
      throw LlmException.permanent("the author knows no item '" + title + "'", null);
    }
    return id;
  }

  /** A candidate as the prompt shows it. */
  private record Choice(String label, String id) {}

  private String rank(String question) throws JsonProcessingException {
    List<String> history = new ArrayList<>();
    List<Choice> choices = new ArrayList<>();
    for (String line : question.lines().toList()) {
      String entry = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
      if (entry.startsWith("{\"label\"")) {
        JsonNode candidate = StrictJson.read(entry);
        choices.add(
            new Choice(candidate.path("label").asText(), idOf(candidate.path("item").asText())));
      } else if (entry.startsWith("\"")) {
        history.add(idOf(StrictJson.read(entry).asText()));
      }
    }
    List<String> order = new ArrayList<>();
    choices.stream()
        .sorted(Comparator.comparingDouble((Choice choice) -> -relevance(choice.id(), history)))
        .forEach(choice -> order.add(choice.label()));
    return question.contains("候选") ? carelessly(order) : array(order);
  }

  /** The item that a text begins with: its title, or its cleaned one. */
  private String idOf(String text) {
    return id(text.split(" \\| ", 2)[0]);
  }

  /** What the history says for an item, the latest event most. */
  private double relevance(String id, List<String> history) {
    double sum = 0;
    double weight = 1;
    for (int i = history.size() - 1; i >= 0; i--) {
      sum += weight * knowledge.relevance(history.get(i), id).strength();
      weight *= 0.8;
    }
    return sum;
  }

  private static String carelessly(List<String> order) {
    List<String> careless = new ArrayList<>(order.subList(0, order.size() - 1));
    careless.add(1, "Z0Z");
    return "好的，以下是排序结果：\n```json\n" + array(careless) + "\n```";
  }

  private static String array(List<String> labels) {
    return labels.stream()
        .map(label -> "\"" + label + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
