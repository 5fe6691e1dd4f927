package io.llmrec.prompt.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.ModelCall;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.prompt.UntrustedText;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Puts candidates in the order of their relevance to a query, by a server with the rerank protocol
 * that Cohere, Jina and vLLM share.
 *
 * <p>Safe for use by several threads; nothing to close. Always a permutation: places that the
 * server invents or repeats are dropped, those it forgets follow in the incoming order. When it
 * fails it throws, for a {@link io.llmrec.prompt.wrap.RetryingReRanker} to try again; a pipeline
 * keeps the incoming order and marks the stage degraded. It does not retry; failures are those of
 * {@link OpenAiChatModel}. The trace counts {@code placed}, {@code missing}, {@code invented} and
 * {@code beyond} (too many to be sent).
 */
public final class HttpReRanker implements ReRanker {

  private static final int MAX_TEXT_CHARS = 2000;

  private record Ranked(int place, double score) {}

  private final String model;
  private final Function<StageContext, String> query;
  private final ItemText text;
  private final int maxCandidates;
  private final Duration timeout;
  private final JsonEndpoint endpoint;

  private HttpReRanker(Builder builder) {
    model = builder.model;
    query = builder.query;
    text = builder.text;
    maxCandidates = builder.maxCandidates;
    timeout = builder.timeout;
    endpoint = builder.endpoint("/rerank");
  }

  /**
   * Begins with what is required.
   *
   * @param base the address before {@code /rerank}, as for {@link OpenAiChatModel#builder}
   * @param model the model's name, not blank
   * @param query what the candidates shall suit: the words of a search, or a text about the user
   */
  public static Builder builder(URI base, String model, Function<StageContext, String> query) {
    return new Builder(base, model, query);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException when there is no answer or none of the protocol
   */
  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    if (candidates.size() < 2) {
      return List.copyOf(candidates);
    }
    List<Candidate> shown = candidates.subList(0, Math.min(maxCandidates, candidates.size()));
    List<Candidate> order = order(context, shown);
    context.count("beyond", candidates.size() - shown.size());
    List<Candidate> all = new ArrayList<>(order);
    all.addAll(candidates.subList(shown.size(), candidates.size()));
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return "HttpReRanker[" + endpoint + ", " + model + "]";
  }

  private List<Candidate> order(StageContext context, List<Candidate> shown) {
    ObjectNode request = request(context, shown);
    JsonNode answer = endpoint.post(request, limit(context.budget()));
    context.report(call(request, answer));
    List<Ranked> ranked = read(context, answer, shown.size());
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    boolean[] placed = new boolean[shown.size()];
    List<Candidate> order = new ArrayList<>();
    for (Ranked entry : ranked) {
      placed[entry.place()] = true;
      order.add(shown.get(entry.place()));
    }
    for (int i = 0; i < placed.length; i++) {
      if (!placed[i]) {
        order.add(shown.get(i));
      }
    }
    return order;
  }

  private ObjectNode request(StageContext context, List<Candidate> shown) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", model)
            .put("query", query.apply(context));
    ArrayNode documents = request.putArray("documents");
    shown.forEach(c -> documents.add(UntrustedText.clean(text.of(c.item()), MAX_TEXT_CHARS)));
    return request.put("top_n", shown.size());
  }

  private List<Ranked> read(StageContext context, JsonNode answer, int count) {
    if (!answer.path("results").isArray()) {
      throw LlmException.permanent(
          "%s answered without results: %s"
              .formatted(endpoint, endpoint.excerpt(StrictJson.write(answer))),
          null);
    }
    List<Ranked> ranked = new ArrayList<>();
    boolean[] seen = new boolean[count];
    int invented = 0;
    for (JsonNode entry : answer.path("results")) {
      int place = entry.path("index").asInt(-1);
      double score = entry.path("relevance_score").asDouble(Double.NaN);
      if (place < 0 || place >= count || seen[place] || !Double.isFinite(score)) {
        invented++;
      } else {
        seen[place] = true;
        ranked.add(new Ranked(place, score));
      }
    }
    context.count("placed", ranked.size());
    context.count("missing", count - ranked.size());
    context.count("invented", invented);
    return ranked;
  }

  private Duration limit(BudgetMeter budget) {
    Duration left = budget.timeLeft();
    if (!budget.hasDeadline() || left.compareTo(timeout) > 0) {
      return timeout;
    }
    return left.isZero() ? Duration.ofNanos(1) : left;
  }

  private ModelCall call(ObjectNode request, JsonNode answer) {
    String sent = StrictJson.write(request);
    long tokens = answer.at("/usage/total_tokens").asLong();
    return new ModelCall(
        model,
        Fingerprint.of(sent),
        tokens > 0 ? tokens : TokenEstimate.of(sent),
        0,
        BigDecimal.ZERO,
        false);
  }

  /** Collects the settings of an {@link HttpReRanker}. Not safe for use by several threads. */
  public static final class Builder extends ServerBuilder<Builder> {

    private final Function<StageContext, String> query;
    private ItemText text = ItemText.title();
    private int maxCandidates = 100;
    private Duration timeout = Duration.ofSeconds(10);

    private Builder(URI base, String model, Function<StageContext, String> query) {
      super(base, model);
      this.query = query;
    }

    @Override
    Builder self() {
      return this;
    }

    /** What is sent of an item; the title by default. */
    public Builder text(ItemText policy) {
      text = policy;
      return this;
    }

    /**
     * How many candidates are sent at most, at least 2; 100 by default, the rest keep their place.
     */
    public Builder maxCandidates(int most) {
      if (most < 2) {
        throw new IllegalArgumentException("maxCandidates must be at least 2, was " + most);
      }
      maxCandidates = most;
      return this;
    }

    /** The longest time, more than 0, within what the request has left; 10 seconds by default. */
    public Builder timeout(Duration limit) {
      if (limit.isZero() || limit.isNegative()) {
        throw new IllegalArgumentException("timeout must be more than 0, was " + limit);
      }
      timeout = limit;
      return this;
    }

    /**
     * The re-ranker. Nothing is sent.
     *
     * @throws IllegalArgumentException when the address is plain http to another machine and that
     *     was not allowed
     */
    public HttpReRanker build() {
      return new HttpReRanker(this);
    }
  }
}
