package io.llmrec.rank.ladder;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest rankings of users, to be played back when there is no time or money for a new one.
 *
 * <p>Safe for use by several threads. Kept in memory, by user id: as many as it may hold, those
 * used longest ago are forgotten first. As a re-ranker it puts the candidates that the kept ranking
 * knows into its order, in the places that these candidates hold; the others stay where they are.
 */
public final class RankingMemory implements ReRanker {

  private record Kept(Map<String, Integer> places, Instant time) {}

  private final int maxUsers;
  private final Duration ttl;
  private final double minKnown;
  private final Clock clock;
  private final Map<String, Kept> users = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty memory.
   *
   * @param maxUsers how many users' rankings are kept, at least 1
   * @param ttl how long a ranking is played back, more than 0
   * @param minKnown the least share of the candidates that a kept ranking must know to be used,
   *     above 0, at most 1
   * @param clock tells the age of rankings
   */
  public RankingMemory(int maxUsers, Duration ttl, double minKnown, Clock clock) {
    if (maxUsers < 1) {
      throw new IllegalArgumentException("maxUsers must be at least 1, was " + maxUsers);
    }
    if (ttl.isZero() || ttl.isNegative()) {
      throw new IllegalArgumentException("ttl must be more than 0, was " + ttl);
    }
    if (!(minKnown > 0 && minKnown <= 1)) {
      throw new IllegalArgumentException("minKnown must be above 0 and at most 1, was " + minKnown);
    }
    this.maxUsers = maxUsers;
    this.ttl = ttl;
    this.minKnown = minKnown;
    this.clock = clock;
  }

  /** A re-ranker whose rankings are kept, unless it degraded. */
  public ReRanker remembering(ReRanker reRanker) {
    return (context, candidates) -> {
      StageContext part = context.forPart();
      List<Candidate> order = reRanker.rerank(part, candidates);
      String reason = part.degradation();
      if (reason == null) {
        keep(context.request().user().id(), order);
      } else {
        context.degrade(reason);
      }
      return order;
    };
  }

  /** Keeps a ranking, in place of the one there was. */
  synchronized void keep(String userId, List<Candidate> order) {
    Map<String, Integer> places = new HashMap<>();
    order.forEach(candidate -> places.put(candidate.id(), places.size()));
    users.put(userId, new Kept(places, clock.instant()));
    if (users.size() > maxUsers) {
      users.remove(users.keySet().iterator().next());
    }
  }

  /** How many users' rankings are kept, old ones too. */
  public synchronized int size() {
    return users.size();
  }

  private synchronized @Nullable Kept kept(String userId) {
    Kept kept = users.get(userId);
    return kept == null || kept.time().plus(ttl).isBefore(clock.instant()) ? null : kept;
  }

  RungCost cost(StageContext context, List<Candidate> candidates) {
    String obstacle = obstacle(kept(context.request().user().id()), candidates);
    return obstacle.isEmpty() ? RungCost.ofTime(Duration.ZERO) : RungCost.unusable(obstacle);
  }

  private String obstacle(@Nullable Kept kept, List<Candidate> candidates) {
    if (kept == null) {
      return "no ranking of the user is kept";
    }
    long known = candidates.stream().filter(c -> kept.places().containsKey(c.id())).count();
    return known >= minKnown * candidates.size()
        ? ""
        : "the kept ranking knows %d of %d candidates".formatted(known, candidates.size());
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    Kept kept = kept(context.request().user().id());
    String obstacle = obstacle(kept, candidates);
    if (kept == null || !obstacle.isEmpty()) {
      context.degrade("memory: " + obstacle);
      return List.copyOf(candidates);
    }
    List<Candidate> known = new ArrayList<>(candidates);
    known.removeIf(candidate -> !kept.places().containsKey(candidate.id()));
    known.sort(Comparator.comparingInt(candidate -> kept.places().getOrDefault(candidate.id(), 0)));
    context.count("known", known.size());
    List<Candidate> order = new ArrayList<>();
    int next = 0;
    for (Candidate candidate : candidates) {
      boolean isKnown = kept.places().containsKey(candidate.id());
      order.add(isKnown ? known.get(next++) : candidate);
    }
    return List.copyOf(order);
  }

  @Override
  public String toString() {
    return "RankingMemory[" + size() + " users]";
  }
}
