package io.llmrec.rank.student;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rankings as rows of numbers.
 *
 * @param rows of each ranking, in the teacher's order
 * @param ids of the same candidates
 */
record StudentLists(List<float[][]> rows, List<List<String>> ids) {

  /**
   * Works out the features as they would have been at the request. Candidates that the catalog no
   * longer holds are left out, and rankings of which fewer than two are left.
   */
  static StudentLists of(
      List<TeacherRanking> rankings, PreparedCatalog prepared, RankingFeatures features) {
    List<float[][]> rows = new ArrayList<>();
    List<List<String>> ids = new ArrayList<>();
    for (TeacherRanking ranking : rankings) {
      List<Candidate> ordered = ordered(ranking, prepared);
      if (ordered.size() >= 2) {
        rows.add(checked(features.of(context(ranking, prepared), ordered), ordered.size()));
        ids.add(ordered.stream().map(Candidate::id).toList());
      }
    }
    return new StudentLists(rows, ids);
  }

  private static List<Candidate> ordered(TeacherRanking ranking, PreparedCatalog prepared) {
    Map<String, Double> scores = new HashMap<>();
    ranking.candidates().forEach(one -> scores.put(one.id(), one.score()));
    List<Candidate> ordered = new ArrayList<>();
    for (String id : ranking.order()) {
      Item item = prepared.catalog().find(id);
      if (item != null) {
        ordered.add(Candidate.of(item, scores.getOrDefault(id, 0.0)));
      }
    }
    return ordered;
  }

  private static StageContext context(TeacherRanking ranking, PreparedCatalog prepared) {
    List<Interaction> history = new ArrayList<>();
    int length = ranking.history().size();
    for (String id : ranking.history()) {
      Instant time = ranking.time().minusSeconds(length - history.size());
      history.add(Interaction.view("user", id, time));
    }
    return StageContext.of(
        RecommendationRequest.forUser(UserContext.of("user", history))
            .id(ranking.requestId())
            .at(ranking.time())
            .allowSeen()
            .build(),
        prepared);
  }

  /**
   * The rows, if they are as promised.
   *
   * @throws IllegalStateException when they are not
   */
  static float[][] checked(float[][] rows, int candidates) {
    if (rows.length != candidates) {
      throw new IllegalStateException(
          "features: %d candidates in, %d rows out".formatted(candidates, rows.length));
    }
    for (float[] row : rows) {
      String flaw = flaw(row, rows[0].length);
      if (flaw != null) {
        throw new IllegalStateException("features: " + flaw);
      }
    }
    return rows;
  }

  private static @Nullable String flaw(float[] row, int width) {
    if (row.length != width || width == 0) {
      return "rows must all have the same length, at least 1, were %d and %d"
          .formatted(width, row.length);
    }
    for (float value : row) {
      if (!Float.isFinite(value)) {
        return "numbers must be finite, one was " + value;
      }
    }
    return null;
  }

  /** The number of rankings. */
  int size() {
    return rows.size();
  }

  /** Every row brought to mean 0 and deviation 1. */
  StudentLists standardised(double[] means, double[] deviations) {
    List<float[][]> all = new ArrayList<>();
    for (float[][] list : rows) {
      float[][] standard = new float[list.length][means.length];
      for (int i = 0; i < list.length; i++) {
        for (int f = 0; f < means.length; f++) {
          standard[i][f] = (float) ((list[i][f] - means[f]) / deviations[f]);
        }
      }
      all.add(standard);
    }
    return new StudentLists(all, ids);
  }
}
