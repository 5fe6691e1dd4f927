package io.llmrec.prompt.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.JsonReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A model whose plans and answers are given beforehand; it knows which is asked for. */
final class ScriptedChat implements LanguageModel {

  final List<Prompt> prompts = new ArrayList<>();
  private final Deque<Function<ObjectNode, String>> plans = new ArrayDeque<>();
  private final Deque<Function<ObjectNode, String>> answers = new ArrayDeque<>();

  ScriptedChat plan(String json) {
    plans.add(data -> json.replace('\'', '"'));
    return this;
  }

  ScriptedChat plan(Function<ObjectNode, String> plan) {
    plans.add(plan);
    return this;
  }

  /** {@code {0}} stands for the label of the first item offered, and so on. */
  ScriptedChat answer(String text) {
    answers.add(data -> filled(text, data));
    return this;
  }

  ScriptedChat answer(Function<ObjectNode, String> answer) {
    answers.add(answer);
    return this;
  }

  static String filled(String text, ObjectNode data) {
    String filled = text;
    int place = 0;
    for (JsonNode offered : data.path("offered")) {
      filled = filled.replace("{" + place++ + "}", "[" + offered.path("label").asText() + "]");
    }
    place = 0;
    for (JsonNode spoken : data.path("spoken of")) {
      filled = filled.replace("{s" + place++ + "}", "[" + spoken.path("label").asText() + "]");
    }
    return filled;
  }

  static boolean isPlan(Prompt prompt) {
    return prompt.messages().get(0).text().contains("reset {}");
  }

  /** The data of a prompt. */
  static ObjectNode data(Prompt prompt) {
    Message user = prompt.messages().get(1);
    return JsonReply.object(user.text()).orElseThrow();
  }

  @Override
  public synchronized Reply complete(Prompt prompt) {
    prompts.add(prompt);
    Deque<Function<ObjectNode, String>> script = isPlan(prompt) ? plans : answers;
    Function<ObjectNode, String> next = script.size() > 1 ? script.poll() : script.element();
    return Reply.of(next.apply(data(prompt))).by("scripted").with(Usage.ofTokens(100, 10));
  }
}
