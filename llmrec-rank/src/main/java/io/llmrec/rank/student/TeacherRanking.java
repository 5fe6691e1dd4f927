package io.llmrec.rank.student;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An order that a teacher gave, with all that is needed to learn from it. It names no user.
 *
 * @param requestId of the request, not blank
 * @param time of the request
 * @param history ids of the user's latest items, oldest first
 * @param candidates what was ranked, in the incoming order
 * @param order the candidates' ids in the teacher's order, best first: each exactly once
 */
public record TeacherRanking(
    String requestId,
    Instant time,
    List<String> history,
    List<ScoredId> candidates,
    List<String> order) {

  /** The most candidates of one ranking. */
  public static final int MAX_CANDIDATES = 1000;

  /** The most items of history that are kept. */
  public static final int MAX_HISTORY = 200;

  /**
   * A candidate.
   *
   * @param id of the item, not blank
   * @param score with which it came, finite
   */
  public record ScoredId(String id, double score) {

    /** Checks both. */
    public ScoredId {
      if (id.isBlank() || !Double.isFinite(score)) {
        throw new IllegalArgumentException(
            "a candidate needs an id and a finite score, were '%s' and %s".formatted(id, score));
      }
    }
  }

  /** Checks that the order is one of the candidates, and takes copies of the lists. */
  public TeacherRanking {
    history = List.copyOf(history);
    candidates = List.copyOf(candidates);
    order = List.copyOf(order);
    if (requestId.isBlank()) {
      throw new IllegalArgumentException("requestId of a ranking must not be blank");
    }
    if (candidates.size() < 2 || candidates.size() > MAX_CANDIDATES) {
      throw new IllegalArgumentException(
          "ranking '%s' must have 2 to %d candidates, has %d"
              .formatted(requestId, MAX_CANDIDATES, candidates.size()));
    }
    if (history.size() > MAX_HISTORY) {
      throw new IllegalArgumentException(
          "ranking '%s' must have at most %d items of history, has %d"
              .formatted(requestId, MAX_HISTORY, history.size()));
    }
    Set<String> ids = new HashSet<>(candidates.stream().map(ScoredId::id).toList());
    if (ids.size() != candidates.size()
        || order.size() != ids.size()
        || !ids.equals(new HashSet<>(order))) {
      throw new IllegalArgumentException(
          "order of ranking '%s' must name each candidate once".formatted(requestId));
    }
  }
}
