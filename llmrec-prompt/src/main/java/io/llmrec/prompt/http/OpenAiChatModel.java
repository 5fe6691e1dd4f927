package io.llmrec.prompt.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.prompt.JsonSchema;
import io.llmrec.prompt.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A language model behind the chat protocol of OpenAI, which most hosted and self-hosted models
 * speak.
 *
 * <p>Safe for use by several threads; nothing to close. Blocks until the whole reply is there, at
 * most for {@link io.llmrec.core.llm.GenerationOptions#timeout}; it does not retry. How it fails:
 *
 * <ul>
 *   <li>retryable: status 408, 409, 429 and 5xx, no connection or a broken one, no full answer in
 *       time;
 *   <li>permanent: any other status, redirects among them, which are never followed; a refused
 *       certificate; an answer that is too long, not valid JSON or not of the protocol; an
 *       interrupted thread, whose interrupt stays set.
 * </ul>
 *
 * <p>A failure of a status carries the wait that the server asks for ({@code Retry-After}). A
 * stream that breaks off is retryable, one that is not of the protocol permanent.
 *
 * <p>A model that answers nothing gives a reply with an empty text, whose finish tells why: cut off
 * while still reasoning ({@code LENGTH}), refused ({@code FILTERED}).
 */
public final class OpenAiChatModel implements LanguageModel, StreamingLanguageModel, Fingerprinted {

  private final URI base;
  private final String model;
  private final String maxTokensField;
  private final Map<String, JsonNode> fields;
  private final @Nullable TokenPrice price;
  private final SchemaStyle schemaStyle;
  private final Duration idleTimeout;
  private final JsonEndpoint endpoint;

  private OpenAiChatModel(Builder builder) {
    base = builder.base;
    model = builder.model;
    maxTokensField = builder.maxTokensField;
    fields = new TreeMap<>(builder.fields);
    price = builder.price;
    schemaStyle = builder.schemaStyle;
    idleTimeout = builder.idleTimeout;
    endpoint = builder.endpoint("/chat/completions");
  }

  private OpenAiChatModel(OpenAiChatModel other, Map<String, JsonNode> fields) {
    base = other.base;
    model = other.model;
    maxTokensField = other.maxTokensField;
    this.fields = fields;
    price = other.price;
    schemaStyle = other.schemaStyle;
    idleTimeout = other.idleTimeout;
    endpoint = other.endpoint;
  }

  /**
   * Begins with what is required.
   *
   * @param base the address before {@code /chat/completions}, such as {@code
   *     https://api.openai.com/v1}: https, or http to this machine; without user, query and
   *     fragment
   * @param model the model's name, not blank
   */
  public static Builder builder(URI base, String model) {
    return new Builder(base, model);
  }

  /**
   * This model, made to answer with JSON of a form, as far as its server can do so. The prompt must
   * ask for the JSON all the same, and what comes back is checked by the caller.
   */
  public OpenAiChatModel withSchema(JsonSchema schema) {
    ObjectNode more = JsonNodeFactory.instance.objectNode();
    schemaStyle.put(schema, more);
    Map<String, JsonNode> all = new TreeMap<>(fields);
    more.properties().forEach(field -> all.put(field.getKey(), field.getValue()));
    return new OpenAiChatModel(this, all);
  }

  @Override
  public Reply complete(Prompt prompt) {
    return reply(endpoint.post(request(prompt), prompt.options().timeout()));
  }

  /**
   * The reply with the log-probabilities of its tokens.
   *
   * @param top how many of the likeliest tokens are told at each place, 0 to 20
   * @throws LlmException permanent when the server tells no log-probabilities
   */
  public TokenReply completeWithTokens(Prompt prompt, int top) {
    if (top < 0 || top > 20) {
      throw new IllegalArgumentException("top must be 0 to 20, was " + top);
    }
    ObjectNode request = request(prompt).put("logprobs", true).put("top_logprobs", top);
    JsonNode answer = endpoint.post(request, prompt.options().timeout());
    Reply reply = reply(answer);
    JsonNode content = answer.at("/choices/0/logprobs/content");
    if (!content.isArray()) {
      throw LlmException.permanent(endpoint + " told no log-probabilities", null);
    }
    return new TokenReply(reply, ChatJson.tokens(content));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The connection is closed when {@code onText} wants no more, when it throws, when the thread
   * is interrupted, at the prompt's timeout, and when the server is silent for longer than {@link
   * Builder#idleTimeout}. A server that answers with one whole piece is taken as one.
   */
  @Override
  public Reply stream(Prompt prompt, Predicate<String> onText) {
    ObjectNode request = request(prompt).put("stream", true);
    request.putObject("stream_options").put("include_usage", true);
    Duration timeout = prompt.options().timeout();
    try (ByteFeed feed = endpoint.stream(request, timeout, idleTimeout)) {
      if (!feed.isEventStream()) {
        Reply whole = reply(endpoint.json(feed.all()));
        boolean more = whole.text().isEmpty() || onText.test(whole.text());
        return more ? whole : ChatStream.cancelled(whole);
      }
      return new ChatStream(endpoint, model, price).read(feed, onText);
    }
  }

  private ObjectNode request(Prompt prompt) {
    ObjectNode request = ChatJson.request(prompt, model, maxTokensField);
    request.setAll(fields);
    return request;
  }

  private Reply reply(JsonNode answer) {
    Reply reply = ChatJson.reply(answer, model, price);
    if (reply == null) {
      throw notAReply(answer);
    }
    return reply;
  }

  /** Follows the model's name and the fields of {@link Builder#field}, not the address. */
  @Override
  public String fingerprint() {
    return "openai-chat/1:"
        + Fingerprint.of(
            model,
            fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + StrictJson.write(field.getValue()))
                .toList()
                .toString());
  }

  @Override
  public String toString() {
    return "OpenAiChatModel[" + base + ", " + model + "]";
  }

  /** Some servers put an error with its status into an answer of status 200. */
  private LlmException notAReply(JsonNode answer) {
    int status = answer.at("/error/code").asInt();
    String text = StrictJson.write(answer);
    return status >= 400 && status <= 599
        ? endpoint.failure(status, text)
        : LlmException.permanent(
            endpoint + " answered without choices[0].message: " + endpoint.excerpt(text), null);
  }

  /** Collects the settings of an {@link OpenAiChatModel}. Not safe for use by several threads. */
  public static final class Builder extends ServerBuilder<Builder> {

    private static final List<String> RESERVED = List.of("model", "messages", "stream", "n");

    private final Map<String, JsonNode> fields = new TreeMap<>();
    private @Nullable TokenPrice price;
    private String maxTokensField = "max_tokens";
    private SchemaStyle schemaStyle = SchemaStyle.RESPONSE_FORMAT;
    private Duration idleTimeout = Duration.ofSeconds(60);

    private Builder(URI base, String model) {
      super(base, model);
    }

    @Override
    Builder self() {
      return this;
    }

    /** The price that {@link io.llmrec.core.llm.Usage#money} is reckoned by; unknown by default. */
    public Builder price(TokenPrice value) {
      price = value;
      return this;
    }

    /**
     * The name of the field that takes the longest reply, {@code max_tokens} by default; some
     * models want {@code max_completion_tokens}.
     */
    public Builder maxTokensField(String name) {
      maxTokensField = name;
      return this;
    }

    /**
     * How {@link OpenAiChatModel#withSchema} tells the server; {@code RESPONSE_FORMAT} by default.
     */
    public Builder schemaStyle(SchemaStyle style) {
      schemaStyle = style;
      return this;
    }

    /** The longest silence of a stream that has begun, more than 0; one minute by default. */
    public Builder idleTimeout(Duration limit) {
      if (limit.isZero() || limit.isNegative()) {
        throw new IllegalArgumentException("idleTimeout must be more than 0, was " + limit);
      }
      idleTimeout = limit;
      return this;
    }

    /**
     * A further field of every request, such as {@code enable_thinking}; it replaces what the
     * prompt asks for under the same name.
     *
     * @param json the value as JSON text
     * @throws IllegalArgumentException when the text is not JSON or the field is not the host's to
     *     set: model, messages, stream, n
     */
    public Builder field(String name, String json) {
      if (RESERVED.contains(name)) {
        throw new IllegalArgumentException(
            "field must not be one of " + RESERVED + ", was " + name);
      }
      try {
        fields.put(name, StrictJson.read(json));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("field '" + name + "' is not valid JSON", e);
      }
      return this;
    }

    /**
     * The model. Nothing is sent.
     *
     * @throws IllegalArgumentException when the address is plain http to another machine and that
     *     was not allowed
     */
    public OpenAiChatModel build() {
      return new OpenAiChatModel(this);
    }
  }
}
