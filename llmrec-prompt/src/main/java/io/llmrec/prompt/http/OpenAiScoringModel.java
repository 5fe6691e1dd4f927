package io.llmrec.prompt.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.ScoringLanguageModel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely a text is, from a server with the completions protocol of OpenAI that tells the
 * log-probabilities of a prompt.
 *
 * <p>Safe for use by several threads; nothing to close. The first token of a text has no
 * probability, for nothing stands before it; a text must have at least two. Texts are sent one by
 * one. It does not retry; failures are those of {@link OpenAiChatModel}.
 */
public final class OpenAiScoringModel implements ScoringLanguageModel {

  /** How the server is asked for the log-probabilities of a prompt. */
  public enum Style {
    /** {@code echo} with {@code logprobs} and no new tokens: the older protocol of OpenAI. */
    ECHO,
    /** {@code prompt_logprobs}: vLLM. */
    PROMPT_LOGPROBS
  }

  private final String model;
  private final Style style;
  private final Duration timeout;
  private final JsonEndpoint endpoint;

  private OpenAiScoringModel(Builder builder) {
    model = builder.model;
    style = builder.style;
    timeout = builder.timeout;
    endpoint = builder.endpoint("/completions");
  }

  /**
   * Begins with what is required.
   *
   * @param base the address before {@code /completions}, as for {@link OpenAiChatModel#builder}
   * @param model the model's name, not blank
   */
  public static Builder builder(URI base, String model, Style style) {
    return new Builder(base, model, style);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException when a text gets no score
   */
  @Override
  public List<TextScore> score(List<String> texts) {
    List<TextScore> scores = new ArrayList<>(texts.size());
    for (String text : texts) {
      JsonNode answer = endpoint.post(request(text), timeout);
      TextScore score = style == Style.ECHO ? echoed(answer) : prompted(answer);
      if (score == null) {
        throw LlmException.permanent(endpoint + " told no log-probabilities of the prompt", null);
      }
      scores.add(score);
    }
    return scores;
  }

  @Override
  public String toString() {
    return "OpenAiScoringModel[" + endpoint + ", " + model + "]";
  }

  private ObjectNode request(String text) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", model)
            .put("prompt", text)
            .put("temperature", 0);
    return style == Style.ECHO
        ? request.put("max_tokens", 0).put("echo", true).put("logprobs", 1)
        : request.put("max_tokens", 1).put("prompt_logprobs", 0);
  }

  private static @Nullable TextScore echoed(JsonNode answer) {
    double sum = 0;
    int tokens = 0;
    for (JsonNode value : answer.at("/choices/0/logprobs/token_logprobs")) {
      if (value.isNumber()) {
        sum += Math.min(0, value.doubleValue());
        tokens++;
      }
    }
    return tokens == 0 ? null : new TextScore(sum, tokens);
  }

  /** Each place holds the prompt's own token alone, for no likelier ones were asked for. */
  private static @Nullable TextScore prompted(JsonNode answer) {
    double sum = 0;
    int tokens = 0;
    for (JsonNode place : answer.at("/choices/0/prompt_logprobs")) {
      if (place.size() > 1) {
        return null;
      }
      for (JsonNode own : place) {
        sum += Math.min(0, own.path("logprob").asDouble(Double.NaN));
        tokens++;
      }
    }
    return tokens == 0 || Double.isNaN(sum) ? null : new TextScore(sum, tokens);
  }

  /** Collects the settings of an {@link OpenAiScoringModel}. Not safe for several threads. */
  public static final class Builder extends ServerBuilder<Builder> {

    private final Style style;
    private Duration timeout = Duration.ofMinutes(1);

    private Builder(URI base, String model, Style style) {
      super(base, model);
      this.style = style;
    }

    @Override
    Builder self() {
      return this;
    }

    /** The longest time for one text, more than 0; one minute by default. */
    public Builder timeout(Duration limit) {
      if (limit.isZero() || limit.isNegative()) {
        throw new IllegalArgumentException("timeout must be more than 0, was " + limit);
      }
      timeout = limit;
      return this;
    }

    /**
     * The model. Nothing is sent.
     *
     * @throws IllegalArgumentException when the address is plain http to another machine and that
     *     was not allowed
     */
    public OpenAiScoringModel build() {
      return new OpenAiScoringModel(this);
    }
  }
}
