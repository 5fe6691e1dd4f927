package io.llmrec.rank.ladder;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.prompt.http.TokenPrice;
import io.llmrec.rank.llm.LlmReRanker;
import io.llmrec.rank.llm.ModelSpeed;
import io.llmrec.rank.llm.RankingCost;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A re-ranker of a {@link BudgetLadder} with what it costs.
 *
 * @param name what traces call it, not blank
 * @param reRanker does the work
 * @param cost what that would cost for a request
 */
public record Rung(String name, ReRanker reRanker, Estimate cost) {

  /** What a rung would cost. Asks no model; safe for use by several threads. */
  @FunctionalInterface
  public interface Estimate {

    /** For the candidates of a request. */
    RungCost of(StageContext context, List<Candidate> candidates);
  }

  /** Checks the name. */
  public Rung {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a rung must not be blank");
    }
  }

  /**
   * A rung that asks a language model.
   *
   * @param speed of the model, for example {@link SpeedMeter#speed}; asked for each request
   * @param price of its tokens, or null where money is no matter
   */
  public static Rung of(
      String name, LlmReRanker reRanker, Supplier<ModelSpeed> speed, @Nullable TokenPrice price) {
    return new Rung(
        name,
        reRanker,
        (context, candidates) -> {
          RankingCost cost = reRanker.estimate(context, candidates);
          BigDecimal money = price == null ? BigDecimal.ZERO : cost.mostMoney(price);
          return new RungCost(cost.latency(speed.get()), cost.mostTokens(), money, "");
        });
  }

  /** A rung whose cost is always the same, such as a small model inside the JVM. */
  public static Rung of(String name, ReRanker reRanker, RungCost cost) {
    return new Rung(name, reRanker, (context, candidates) -> cost);
  }

  /** A rung that plays back what an earlier ranking said about the same user. */
  public static Rung cached(String name, RankingMemory memory) {
    return new Rung(name, memory, memory::cost);
  }
}
