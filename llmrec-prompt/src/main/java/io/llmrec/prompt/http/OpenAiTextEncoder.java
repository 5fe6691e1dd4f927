package io.llmrec.prompt.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LlmException;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.TokenEstimate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Vectors of texts from a server with the embeddings protocol of OpenAI.
 *
 * <p>Safe for use by several threads; nothing to close. Texts are sent in batches of a bounded
 * count and a bounded number of estimated tokens. A batch that the server finds too large (status
 * 400, 413, 422) is halved, down to single texts. A text longer than a batch may be is cut. It does
 * not retry; failures are those of {@link OpenAiChatModel}.
 */
public final class OpenAiTextEncoder implements TextEncoder, Fingerprinted {

  private static final Set<Integer> TOO_LARGE = Set.of(400, 413, 422);

  private final String model;
  private final int batchTexts;
  private final int batchTokens;
  private final int dimensions;
  private final Duration timeout;
  private final JsonEndpoint endpoint;

  private OpenAiTextEncoder(Builder builder) {
    model = builder.model;
    batchTexts = builder.batchTexts;
    batchTokens = builder.batchTokens;
    dimensions = builder.dimensions;
    timeout = builder.timeout;
    endpoint = builder.endpoint("/embeddings");
  }

  /**
   * Begins with what is required.
   *
   * @param base the address before {@code /embeddings}, as for {@link OpenAiChatModel#builder}
   * @param model the model's name, not blank
   */
  public static Builder builder(URI base, String model) {
    return new Builder(base, model);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException when a batch gets no vectors
   */
  @Override
  public List<Embedding> encode(List<String> texts) {
    List<Embedding> vectors = new ArrayList<>(texts.size());
    List<String> batch = new ArrayList<>();
    long tokens = 0;
    for (String text : texts) {
      String cut = cut(text);
      long more = TokenEstimate.of(cut);
      if (!batch.isEmpty() && (batch.size() == batchTexts || tokens + more > batchTokens)) {
        send(batch, vectors);
        batch.clear();
        tokens = 0;
      }
      batch.add(cut);
      tokens += more;
    }
    if (!batch.isEmpty()) {
      send(batch, vectors);
    }
    checkDimensions(vectors);
    return vectors;
  }

  /** Follows the model's name, the dimensions and the cut of long texts, not the address. */
  @Override
  public String fingerprint() {
    return "openai-embeddings/1:"
        + Fingerprint.of(model, String.valueOf(dimensions), String.valueOf(batchTokens));
  }

  @Override
  public String toString() {
    return "OpenAiTextEncoder[" + endpoint + ", " + model + "]";
  }

  private void send(List<String> batch, List<Embedding> vectors) {
    JsonEndpoint.Answer answer = endpoint.exchange(request(batch), timeout);
    if (TOO_LARGE.contains(answer.status()) && batch.size() > 1) {
      int half = batch.size() / 2;
      send(batch.subList(0, half), vectors);
      send(batch.subList(half, batch.size()), vectors);
    } else if (answer.isGood()) {
      vectors.addAll(read(endpoint.json(answer), batch.size()));
    } else {
      throw endpoint.failure(answer);
    }
  }

  private ObjectNode request(List<String> batch) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("model", model);
    batch.forEach(request.putArray("input")::add);
    if (dimensions > 0) {
      request.put("dimensions", dimensions);
    }
    return request;
  }

  private List<Embedding> read(JsonNode answer, int count) {
    JsonNode data = answer.path("data");
    Embedding[] vectors = new Embedding[count];
    int found = 0;
    for (JsonNode entry : data) {
      int index = entry.path("index").asInt(-1);
      if (index < 0 || index >= count || vectors[index] != null) {
        throw malformed("an index that was not asked for", entry.path("index"));
      }
      vectors[index] = vector(entry.path("embedding"));
      found++;
    }
    if (found != count) {
      throw malformed("%d vectors for %d texts".formatted(found, count), answer);
    }
    return List.of(vectors);
  }

  private Embedding vector(JsonNode node) {
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = node.get(i);
      values[i] = value.isNumber() ? (float) value.doubleValue() : Float.NaN;
    }
    try {
      return Embedding.of(values);
    } catch (IllegalArgumentException e) {
      throw malformed("no vector: " + e.getMessage(), node);
    }
  }

  private void checkDimensions(List<Embedding> vectors) {
    for (Embedding vector : vectors) {
      if (vector.dimension() != vectors.get(0).dimension()) {
        throw LlmException.permanent(
            "%s answered vectors of %d and of %d dimensions"
                .formatted(endpoint, vectors.get(0).dimension(), vector.dimension()),
            null);
      }
    }
  }

  private LlmException malformed(String what, JsonNode shown) {
    String excerpt = endpoint.excerpt(StrictJson.write(shown));
    return LlmException.permanent("%s answered %s: %s".formatted(endpoint, what, excerpt), null);
  }

  private String cut(String text) {
    return TokenEstimate.cut(text, batchTokens);
  }

  /** Collects the settings of an {@link OpenAiTextEncoder}. Not safe for use by several threads. */
  public static final class Builder extends ServerBuilder<Builder> {

    private int batchTexts = 64;
    private int batchTokens = 8000;
    private int dimensions;
    private Duration timeout = Duration.ofMinutes(1);

    private Builder(URI base, String model) {
      super(base, model);
      maxReplyBytes(64 * 1024 * 1024);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * How much is sent at a time.
     *
     * @param texts at most, at least 1; 64 by default
     * @param tokens estimated tokens at most, at least 1, and the length to which a longer text is
     *     cut; 8,000 by default
     */
    public Builder batches(int texts, int tokens) {
      if (texts < 1 || tokens < 1) {
        throw new IllegalArgumentException(
            "texts and tokens must be at least 1, were %d and %d".formatted(texts, tokens));
      }
      batchTexts = texts;
      batchTokens = tokens;
      return this;
    }

    /** The dimension to ask for, at least 1; what the model gives by default. */
    public Builder dimensions(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("dimensions must be at least 1, was " + value);
      }
      dimensions = value;
      return this;
    }

    /** The longest time for one batch, more than 0; one minute by default. */
    public Builder timeout(Duration limit) {
      if (limit.isZero() || limit.isNegative()) {
        throw new IllegalArgumentException("timeout must be more than 0, was " + limit);
      }
      timeout = limit;
      return this;
    }

    /**
     * The encoder. Nothing is sent.
     *
     * @throws IllegalArgumentException when the address is plain http to another machine and that
     *     was not allowed
     */
    public OpenAiTextEncoder build() {
      return new OpenAiTextEncoder(this);
    }
  }
}
