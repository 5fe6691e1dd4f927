package io.llmrec.prompt.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.UntrustedText;
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
      messages
          .addObject()
          .put("role", message.role().name().toLowerCase(Locale.ROOT))
          .put("content", message.text());
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
    String named = UntrustedText.clean(answer.path("model").asText(), MAX_MODEL_CHARS);
    return new Reply(
        content.isTextual() ? content.textValue() : "",
        named.isEmpty() ? asked : named,
        finish,
        usage(answer.path("usage"), price));
  }

  private static Reply.Finish finish(String reason) {
    return switch (reason) {
      case "stop", "eos_token", "stop_sequence", "end_turn" -> Reply.Finish.STOP;
      case "length", "max_tokens" -> Reply.Finish.LENGTH;
      case "content_filter" -> Reply.Finish.FILTERED;
      default -> Reply.Finish.UNKNOWN;
    };
  }

  private static Usage usage(JsonNode usage, @Nullable TokenPrice price) {
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
