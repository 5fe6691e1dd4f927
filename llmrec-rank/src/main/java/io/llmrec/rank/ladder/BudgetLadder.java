package io.llmrec.rank.ladder;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Re-ranks with the best method that a request can afford: rungs from the dearest to the cheapest,
 * for example rounds of permutations, a single pass, a shorter list, a kept ranking, a small
 * distilled model; below the last rung is the incoming order.
 *
 * <p>As safe for use by several threads as its rungs. Of each request the first rung is taken whose
 * estimate fits what is left of time, tokens and money. A rung that fails, or takes longer than was
 * left, is followed by the next that still fits; one that degraded but changed the order is kept,
 * for it did a part of the work. Whenever the work was not that of the first rung, the stage is
 * degraded, and the reason says of every rung above why it was not.
 *
 * <p>With a deadline each rung runs on a thread of its own, which is interrupted and left behind
 * when its time is up. For a rung that asks a language model that is {@link Builder#reserve} before
 * the deadline, so that one that asks none can still follow a model that keeps no timeout. The
 * trace counts {@code rung.NAME} for the rung whose order was taken, {@code rung.incoming} for
 * none.
 */
public final class BudgetLadder implements ReRanker {

  private final List<Rung> rungs;
  private final Duration reserve;
  private final RungThreads threads;

  private BudgetLadder(Builder builder) {
    rungs = List.copyOf(builder.rungs);
    reserve = builder.reserve;
    threads = new RungThreads(builder.maxThreads);
  }

  /** Begins with the dearest rung. */
  public static Builder startingWith(Rung rung) {
    return new Builder(rung);
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    if (candidates.size() < 2) {
      return List.copyOf(candidates);
    }
    List<String> reasons = new ArrayList<>();
    for (Rung rung : rungs) {
      RungCost cost = rung.cost().of(context, candidates);
      String obstacle = obstacle(cost, context.budget());
      if (obstacle != null) {
        reasons.add(rung.name() + ": " + obstacle);
        continue;
      }
      StageContext part = context.forPart();
      RungThreads.Outcome outcome =
          threads.run(rung, part, candidates, left(cost, context.budget()));
      List<Candidate> order = outcome.order();
      String reason = outcome.failure() == null ? part.degradation() : outcome.failure();
      if (reason != null) {
        reasons.add(rung.name() + ": " + reason);
      }
      if (order != null && (reason == null || !order.equals(candidates))) {
        return taken(context, rung.name(), order, reasons);
      }
    }
    return taken(context, "incoming", List.copyOf(candidates), reasons);
  }

  private static List<Candidate> taken(
      StageContext context, String name, List<Candidate> order, List<String> reasons) {
    context.count("rung." + name, 1);
    if (!reasons.isEmpty()) {
      context.degrade("ladder: %s was taken; %s".formatted(name, String.join("; ", reasons)));
    }
    return order;
  }

  /** The time that a rung may take, or null for no limit. */
  private @Nullable Duration left(RungCost cost, BudgetMeter budget) {
    if (!budget.hasDeadline()) {
      return null;
    }
    Duration left = cost.tokens() > 0 ? budget.timeLeft().minus(reserve) : budget.timeLeft();
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Why a rung does not fit what is left, or null when it does. */
  private @Nullable String obstacle(RungCost cost, BudgetMeter budget) {
    if (!cost.obstacle().isEmpty()) {
      return cost.obstacle();
    }
    boolean asks = cost.tokens() > 0;
    if (cost.tokens() > budget.tokensLeft()) {
      return "about %d tokens are needed, %d are left"
          .formatted(cost.tokens(), budget.tokensLeft());
    }
    if (cost.money().compareTo(budget.moneyLeft()) > 0
        || asks && budget.moneyLeft().signum() == 0) {
      return "about %s of money is needed, %s is left"
          .formatted(cost.money().toPlainString(), budget.moneyLeft().toPlainString());
    }
    Duration left = left(cost, budget);
    if (left != null && cost.time().compareTo(left) > 0) {
      return "about %d ms are needed, %d ms are left"
          .formatted(cost.time().toMillis(), left.toMillis());
    }
    return null;
  }

  @Override
  public String toString() {
    return "BudgetLadder" + rungs.stream().map(Rung::name).toList();
  }

  /** Collects the rungs of a {@link BudgetLadder}. Not safe for use by several threads. */
  public static final class Builder {

    private static final int MAX_THREADS = 4_096;

    private final List<Rung> rungs = new ArrayList<>();
    private Duration reserve = Duration.ofMillis(10);
    private int maxThreads = 64;

    private Builder(Rung first) {
      rungs.add(first);
    }

    /** Adds the next rung down. */
    public Builder then(Rung rung) {
      rungs.add(rung);
      return this;
    }

    /**
     * The time before the deadline at which a rung that asks a language model is given up, at least
     * 0; 10 milliseconds by default. Must be enough for the rungs that ask none, and for what
     * follows the stage.
     */
    public Builder reserve(Duration time) {
      if (time.isNegative()) {
        throw new IllegalArgumentException("reserve must be at least 0, was " + time);
      }
      reserve = time;
      return this;
    }

    /** How many rungs may run at once, with those left behind, 1 to 4,096; 64 by default. */
    public Builder maxThreads(int count) {
      if (count < 1 || count > MAX_THREADS) {
        throw new IllegalArgumentException(
            "maxThreads must be 1 to %d, was %d".formatted(MAX_THREADS, count));
      }
      maxThreads = count;
      return this;
    }

    /**
     * The ladder.
     *
     * @throws IllegalArgumentException when two rungs have the same name
     */
    public BudgetLadder build() {
      Set<String> names = new HashSet<>();
      for (Rung rung : rungs) {
        if (!names.add(rung.name())) {
          throw new IllegalArgumentException(
              "rungs must have different names, '%s' was there twice".formatted(rung.name()));
        }
      }
      return new BudgetLadder(this);
    }
  }
}
