package io.llmrec.prompt.http;

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
import io.llmrec.prompt.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON of the chat protocol, both ways. */
final class ChatJson {

  private static final int MAX_MODEL_CHARS = 100;
  private static final long MAX_TOKENS = 1_000_000_000;

  private ChatJson() {}

  /** What is sent for a prompt. */
  static ObjectNode request(Prompt prompt, String model, String maxTokensField) {
    GenerationOptions options = prompt.options();
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("model", model);
    ArrayNode messages = request.putArray("messages");
    for (Message message : prompt.messages()) {
      ObjectNode turn =
          messages.addObject().put("role", message.role().name().toLowerCase(Locale.ROOT));
      if (message.images().isEmpty()) {
        turn.put("content", message.text());
      } else {
        addParts(message, turn.putArray("content"));
      }
    }
    request.put(maxTokensField, options.maxTokens()).put("temperature", options.temperature());
    if (options.seed() != null) {
      request.put("seed", options.seed());
    }
    if (!options.stop().isEmpty()) {
      options.stop().forEach(request.putArray("stop")::add);
    }
    return request;
  }

  /** The text, where there is one, and the pictures after it. */
  private static void addParts(Message message, ArrayNode parts) {
    if (!message.text().isEmpty()) {
      parts.addObject().put("type", "text").put("text", message.text());
    }
    for (Image image : message.images()) {
      parts.addObject().put("type", "image_url").putObject("image_url").put("url", image.url());
    }
  }

  /**
   * The reply that an answer holds, or null when it holds none.
   *
   * @param asked the model that was asked, named where the answer names none
   */
  static @Nullable Reply reply(JsonNode answer, String asked, @Nullable TokenPrice price) {
    JsonNode message = answer.at("/choices/0/message");
    JsonNode content = message.path("content");
    if (!message.isObject()
        || !(content.isTextual() || content.isNull() || content.isMissingNode())) {
      return null;
    }
    boolean refused = message.path("refusal").isTextual();
    Reply.Finish finish =
        refused ? Reply.Finish.FILTERED : finish(answer.at("/choices/0/finish_reason").asText());
    return new Reply(
        content.isTextual() ? content.textValue() : "",
        model(answer, asked),
        finish,
        usage(answer.path("usage"), price));
  }

  /** The model that an answer names, or the one that was asked. */
  static String model(JsonNode answer, String asked) {
    String named = UntrustedText.clean(answer.path("model").asText(), MAX_MODEL_CHARS);
    return named.isEmpty() ? asked : named;
  }

  /** The tokens of {@code logprobs.content} and how likely they were. */
  static List<TokenReply.Token> tokens(JsonNode content) {
    List<TokenReply.Token> tokens = new ArrayList<>();
    for (JsonNode node : content) {
      List<TokenReply.Choice> top = new ArrayList<>();
      node.path("top_logprobs").forEach(choice -> top.add(choice(choice)));
      tokens.add(new TokenReply.Token(choice(node), top));
    }
    return tokens;
  }

  /** A token no server can be sure of not to have: some send -9999 or more than 0 by rounding. */
  private static TokenReply.Choice choice(JsonNode node) {
    double logProbability = node.path("logprob").asDouble(Double.NEGATIVE_INFINITY);
    return new TokenReply.Choice(
        node.path("token").asText(),
        Double.isNaN(logProbability) ? Double.NEGATIVE_INFINITY : Math.min(0, logProbability));
  }

  /** Why an answer ended, in our words. */
  static Reply.Finish finish(String reason) {
    return switch (reason) {
      case "stop", "eos_token", "stop_sequence", "end_turn" -> Reply.Finish.STOP;
      case "length", "max_tokens" -> Reply.Finish.LENGTH;
      case "content_filter" -> Reply.Finish.FILTERED;
      default -> Reply.Finish.UNKNOWN;
    };
  }

  /** What an answer says it cost. */
  static Usage usage(JsonNode usage, @Nullable TokenPrice price) {
    Usage tokens =
        Usage.ofTokens(count(usage.path("prompt_tokens")), count(usage.path("completion_tokens")));
    if (price == null) {
      return tokens;
    }
    long in = tokens.inputTokens();
    long out = tokens.outputTokens();
    return new Usage(in, out, price.of(in, out), false);
  }

  /** A plausible number of tokens, otherwise 0. */
  private static long count(JsonNode node) {
    boolean plausible =
        node.canConvertToLong() && node.longValue() >= 0 && node.longValue() <= MAX_TOKENS;
    return plausible ? node.longValue() : 0;
  }
}
