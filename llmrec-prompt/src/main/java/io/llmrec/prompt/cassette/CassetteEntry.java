package io.llmrec.prompt.cassette;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.StrictJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A prompt and its reply, and their line in a cassette.
 *
 * @param hash the prompt's hash
 * @param prompt what was asked; its timeout is not kept
 * @param reply what was answered
 */
record CassetteEntry(String hash, Prompt prompt, Reply reply) {

  static CassetteEntry of(Prompt prompt, Reply reply) {
    return new CassetteEntry(prompt.hash(), prompt, reply);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is no entry, or its hash is not that of its prompt
   */
  static CassetteEntry parse(String line) {
    JsonNode json = json(line);
    Prompt prompt = new Prompt(messages(json.path("messages")), options(json.path("options")));
    String hash = prompt.hash();
    String written = json.path("hash").asText(hash);
    if (!written.equals(hash)) {
      throw new IllegalArgumentException(
          "the hash of its prompt is %s, written is %s".formatted(hash, written));
    }
    return new CassetteEntry(hash, prompt, reply(json.path("reply")));
  }

  /** The line, without its end. */
  String line() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("hash", hash);
    ArrayNode messages = json.putArray("messages");
    for (Message message : prompt.messages()) {
      ObjectNode turn = messages.addObject().put("role", role(message)).put("text", message.text());
      if (!message.images().isEmpty()) {
        ArrayNode images = turn.putArray("images");
        message.images().forEach(image -> images.add(image.url()));
      }
    }
    GenerationOptions options = prompt.options();
    ObjectNode optionsJson =
        json.putObject("options")
            .put("maxTokens", options.maxTokens())
            .put("temperature", options.temperature());
    if (options.seed() != null) {
      optionsJson.put("seed", options.seed());
    }
    if (!options.stop().isEmpty()) {
      options.stop().forEach(optionsJson.putArray("stop")::add);
    }
    json.putObject("reply")
        .put("text", reply.text())
        .put("model", reply.model())
        .put("finish", reply.finish().name())
        .put("inputTokens", reply.usage().inputTokens())
        .put("outputTokens", reply.usage().outputTokens())
        .put("money", reply.usage().money().toPlainString());
    return StrictJson.write(json);
  }

  static JsonNode json(String line) {
    try {
      return StrictJson.read(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  static String role(Message message) {
    return message.role().name().toLowerCase(Locale.ROOT);
  }

  private static List<Message> messages(JsonNode json) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : json) {
      String role = text(message, "role").toUpperCase(Locale.ROOT);
      List<Image> images = new ArrayList<>();
      message.path("images").forEach(url -> images.add(new Image(url.asText())));
      messages.add(new Message(Message.Role.valueOf(role), text(message, "text"), images));
    }
    return messages;
  }

  private static GenerationOptions options(JsonNode json) {
    GenerationOptions defaults = GenerationOptions.DEFAULT;
    List<String> stop = new ArrayList<>();
    json.path("stop").forEach(text -> stop.add(text.asText()));
    JsonNode seed = json.path("seed");
    return new GenerationOptions(
        json.path("maxTokens").asInt(defaults.maxTokens()),
        json.path("temperature").asDouble(defaults.temperature()),
        seed.isIntegralNumber() ? (Long) seed.longValue() : null,
        stop,
        defaults.timeout());
  }

  private static Reply reply(JsonNode json) {
    Usage usage =
        new Usage(
            json.path("inputTokens").asLong(),
            json.path("outputTokens").asLong(),
            new BigDecimal(json.path("money").asText("0")),
            false);
    String finish = json.path("finish").asText(Reply.Finish.UNKNOWN.name());
    return new Reply(
        text(json, "text"),
        json.path("model").asText("unknown"),
        Reply.Finish.valueOf(finish),
        usage);
  }

  private static String text(JsonNode json, String field) {
    String text = json.path(field).textValue();
    if (text == null) {
      throw new IllegalArgumentException("it has no text in a field '" + field + "'");
    }
    return text;
  }
}
