package io.llmrec.examples.experiment;

import io.llmrec.core.baseline.AlsOptions;
import io.llmrec.core.baseline.Baselines;
import io.llmrec.core.baseline.Bm25Options;
import io.llmrec.core.baseline.BprOptions;
import io.llmrec.core.baseline.EaseOptions;
import io.llmrec.core.baseline.ItemKnnOptions;
import io.llmrec.core.baseline.ItemScorer;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.fingerprint.Fingerprint;
import java.time.Duration;
import java.util.Random;

/** The plain methods as systems of an experiment. */
final class Plain {

  private static final int THREADS = 2;

  private Plain() {}

  /** Any order, each equally likely. */
  static Trainer random() {
    return (split, seed) ->
        Trained.scores(
            (asked, ids) -> {
              Random random = random(asked, seed);
              return ids.stream().mapToDouble(id -> random.nextDouble()).toArray();
            });
  }

  /** Hashed, because generators of neighbouring seeds begin alike. */
  private static Random random(EvalCase asked, long seed) {
    String hash = new Fingerprint().add(asked.id()).add(seed).hex();
    return new Random(Long.parseUnsignedLong(hash.substring(0, 16), 16));
  }

  /** How many users chose the item. */
  static Trainer popular() {
    return (split, seed) -> scored(Baselines.popular(split.train()));
  }

  /** Popularity of late. */
  static Trainer decayed(Duration halfLife) {
    return (split, seed) -> scored(Baselines.decayed(split.train(), halfLife));
  }

  /** What is nearest to the items of the history. */
  static Trainer itemKnn(ItemKnnOptions options) {
    return (split, seed) -> scored(Baselines.itemKnn(split.train(), options, THREADS));
  }

  /** The linear model over items. */
  static Trainer ease(double lambda) {
    EaseOptions options = EaseOptions.defaults().withLambda(lambda);
    return (split, seed) -> scored(Baselines.ease(split.train(), options, THREADS));
  }

  /** Factors by alternating least squares. */
  static Trainer als(int dimension, double alpha, double lambda) {
    return (split, seed) ->
        scored(
            Baselines.als(
                split.train(), new AlsOptions(dimension, alpha, lambda, 10, seed), THREADS));
  }

  /** Factors that learn from pairs. */
  static Trainer bpr(int epochs, double rate, double regularization) {
    return (split, seed) ->
        scored(
            Baselines.bpr(
                split.train(), new BprOptions(64, epochs, rate, regularization, seed), THREADS));
  }

  /** Titles that share words with those of the history. */
  static Trainer bm25(Catalog catalog, int recent) {
    Bm25Options usual = Bm25Options.defaults();
    return (split, seed) ->
        scored(
            Baselines.bm25(
                catalog, ItemText.title(), new Bm25Options(usual.k1(), usual.b(), recent)));
  }

  private static Trained scored(ItemScorer scorer) {
    return Trained.scores((asked, ids) -> scorer.score(asked.user(), ids));
  }
}
