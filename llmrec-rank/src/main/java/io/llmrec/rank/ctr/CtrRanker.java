package io.llmrec.rank.ctr;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.rank.ctr.FeatureSource.Requested;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CTR model in a pipeline: a candidate's score is the probability that the user takes it. Plain
 * Java, no model call. As safe for several threads as its features.
 */
public final class CtrRanker implements Ranker, Fingerprinted {

  private final CtrModel model;
  private final FeatureSource features;
  private final @Nullable CtrItems items;
  private final boolean pairs;

  private CtrRanker(CtrModel model, FeatureSource features, @Nullable CtrItems items) {
    this.model = model;
    this.features = features;
    this.items = items;
    this.pairs = model.schema().features().stream().map(Feature::side).anyMatch(Side.PAIR::equals);
  }

  /** Scores candidates by features that are looked up in each request. */
  public static CtrRanker of(CtrModel model, FeatureSource features) {
    return new CtrRanker(model, features, null);
  }

  /**
   * Scores candidates that are prepared, many times as fast. A candidate that is not prepared is
   * scored as an item of which nothing is known, and counted as {@code unprepared}.
   *
   * @param features of the user, and of each candidate those that depend on both; where the model
   *     has no such features their list may be empty
   * @throws IllegalArgumentException when the items were prepared by another model
   */
  public static CtrRanker prepared(CtrModel model, FeatureSource features, CtrItems items) {
    if (items.model() != model) {
      throw new IllegalArgumentException("the items were prepared by another model");
    }
    return new CtrRanker(model, features, items);
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return new double[0];
    }
    Requested requested = features.of(context, candidates);
    List<Features> own = requested.candidates();
    boolean needed = items == null || pairs;
    if (own.size() != candidates.size() && (needed || !own.isEmpty())) {
      throw new IllegalStateException(
          "features: %d candidates in, features of %d out"
              .formatted(candidates.size(), own.size()));
    }
    if (items == null) {
      return model.probabilities(requested.user(), own, own);
    }
    List<String> ids = candidates.stream().map(Candidate::id).toList();
    long unprepared = ids.stream().filter(id -> !items.has(id)).count();
    if (unprepared > 0) {
      context.count("unprepared", unprepared);
    }
    return model.probabilities(requested.user(), items, ids, pairs ? own : List.of());
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public String toString() {
    return "CtrRanker[" + model + "]";
  }
}
