package io.llmrec.prompt.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.StrictJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
 * <p>A model that answers nothing gives a reply with an empty text, whose finish tells why: cut off
 * while still reasoning ({@code LENGTH}), refused ({@code FILTERED}).
 */
public final class OpenAiChatModel implements LanguageModel, Fingerprinted {

  private final URI base;
  private final String model;
  private final String maxTokensField;
  private final Map<String, JsonNode> fields;
  private final @Nullable TokenPrice price;
  private final JsonEndpoint endpoint;

  private OpenAiChatModel(Builder builder) {
    base = builder.base;
    model = builder.model;
    maxTokensField = builder.maxTokensField;
    fields = new TreeMap<>(builder.fields);
    price = builder.price;
    HttpClient client = builder.client == null ? SharedClient.INSTANCE : builder.client;
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + "/chat/completions");
    endpoint = new JsonEndpoint(client, uri, builder.apiKey, builder.maxReplyBytes);
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

  @Override
  public Reply complete(Prompt prompt) {
    ObjectNode request = ChatJson.request(prompt, model, maxTokensField);
    request.setAll(fields);
    JsonNode answer = endpoint.post(request, prompt.options().timeout());
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

  /** Holds the one client of all models that were given none: few threads, however many models. */
  private static final class SharedClient {

    private static final HttpClient INSTANCE =
        HttpClient.newBuilder()
            // Some servers drop the body of a request that asks for an upgrade to HTTP/2.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** Collects the settings of an {@link OpenAiChatModel}. Not safe for use by several threads. */
  public static final class Builder {

    private static final int DEFAULT_MAX_REPLY_BYTES = 4 * 1024 * 1024;
    private static final List<String> RESERVED = List.of("model", "messages", "stream", "n");
    private static final Pattern LOOPBACK =
        Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]|\\[0:0:0:0:0:0:0:1\\]");

    private final URI base;
    private final String model;
    private final Map<String, JsonNode> fields = new TreeMap<>();
    private @Nullable Secret apiKey;
    private @Nullable TokenPrice price;
    private @Nullable HttpClient client;
    private int maxReplyBytes = DEFAULT_MAX_REPLY_BYTES;
    private String maxTokensField = "max_tokens";
    private boolean plainHttpAllowed;

    private Builder(URI base, String model) {
      checkAddress(base);
      if (model.isBlank()) {
        throw new IllegalArgumentException("model must not be blank");
      }
      this.base = base;
      this.model = model;
    }

    /** The key sent as bearer token; none by default. */
    public Builder apiKey(Secret key) {
      apiKey = key;
      return this;
    }

    /** The price that {@link io.llmrec.core.llm.Usage#money} is reckoned by; unknown by default. */
    public Builder price(TokenPrice value) {
      price = value;
      return this;
    }

    /**
     * The host's own client, for a proxy, certificates or HTTP/2; by default all models share one
     * that speaks HTTP/1.1 and connects within 10 seconds.
     *
     * @throws IllegalArgumentException when it follows redirects: it would hand the key to another
     *     server
     */
    public Builder httpClient(HttpClient value) {
      if (value.followRedirects() != HttpClient.Redirect.NEVER) {
        throw new IllegalArgumentException(
            "httpClient must have followRedirects NEVER, so that the key goes to no other server, "
                + "was "
                + value.followRedirects());
      }
      client = value;
      return this;
    }

    /** The longest answer in bytes, at least 1,024; 4 MiB by default. */
    public Builder maxReplyBytes(int bytes) {
      if (bytes < 1024) {
        throw new IllegalArgumentException("maxReplyBytes must be at least 1024, was " + bytes);
      }
      maxReplyBytes = bytes;
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

    /** Allows http without encryption to other machines: the key and the prompts can be read. */
    public Builder allowPlainHttp() {
      plainHttpAllowed = true;
      return this;
    }

    /**
     * The model. Nothing is sent.
     *
     * @throws IllegalArgumentException when the address is plain http to another machine and that
     *     was not allowed
     */
    public OpenAiChatModel build() {
      if (base.getScheme().equalsIgnoreCase("http") && !plainHttpAllowed && !isLoopback(base)) {
        throw new IllegalArgumentException(
            "plain http is for this machine only, was " + base + "; see allowPlainHttp()");
      }
      return new OpenAiChatModel(this);
    }

    private static void checkAddress(URI base) {
      String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
      if (!Set.of("http", "https").contains(scheme) || base.getHost() == null) {
        throw new IllegalArgumentException("base must be http(s)://host..., was " + shown(base));
      }
      if (base.getRawUserInfo() != null
          || base.getRawQuery() != null
          || base.getFragment() != null) {
        throw new IllegalArgumentException(
            "base must have no user, query or fragment, as %s had; a key goes to apiKey"
                .formatted(shown(base)));
      }
    }

    /** The parts of an address that hold no secret. */
    private static String shown(URI uri) {
      return uri.getHost() == null
          ? "'" + uri.getScheme() + ":...'"
          : uri.getScheme() + "://" + uri.getHost() + uri.getPath();
    }

    private static boolean isLoopback(URI uri) {
      return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    }
  }
}
