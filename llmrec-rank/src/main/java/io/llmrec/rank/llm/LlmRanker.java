package io.llmrec.rank.llm;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.rank.choice.ChoiceModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rankers that ask a language model: those of its methods that give each candidate a score of its
 * own.
 *
 * <p>As safe for use by several threads as the model. The candidates with the highest incoming
 * scores are asked about, as many as the options say, whatever their order; the others follow them
 * in the order of their incoming scores, below all that were asked about. When nothing comes of it
 * the incoming scores stay and the stage is degraded. See {@link LlmReRanker} for how questions are
 * asked and counted.
 */
public final class LlmRanker implements Ranker {

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id);

  private final ScoringMethod method;
  private final AskOptions options;
  private final int concurrency;

  private LlmRanker(ScoringMethod method, AskOptions options, int concurrency) {
    this.method = method;
    this.options = options;
    this.concurrency = concurrency;
  }

  /**
   * Grades of 0 to 4, one call per candidate; see {@link LlmReRanker#pointwise(LanguageModel,
   * AskOptions)}.
   */
  public static LlmRanker pointwise(LanguageModel model, AskOptions options) {
    return new LlmRanker(PointwiseMethod.grading(model), options, 4);
  }

  /** The logarithm of the odds of yes over no, one call per candidate. */
  public static LlmRanker pointwise(ChoiceModel model, AskOptions options) {
    return new LlmRanker(PointwiseMethod.choosing(model), options, 4);
  }

  /** The share of the others that a candidate wins against, 0 to 1; n * (n - 1) calls. */
  public static LlmRanker pairwise(LanguageModel model, AskOptions options) {
    Picker picker = Picker.writing(model);
    return new LlmRanker(new PairwiseMethod(picker, PairwiseSort.allPairs()), options, 4);
  }

  /** As {@link #pairwise(LanguageModel, AskOptions)}, by how likely each label is. */
  public static LlmRanker pairwise(ChoiceModel model, AskOptions options) {
    Picker picker = Picker.choosing(model);
    return new LlmRanker(new PairwiseMethod(picker, PairwiseSort.allPairs()), options, 4);
  }

  /** The same, with another number of calls under way at a time, 1 to 256; 4 by default. */
  public LlmRanker concurrency(int calls) {
    if (calls < 1 || calls > 256) {
      throw new IllegalArgumentException("concurrency must be 1 to 256, was " + calls);
    }
    return new LlmRanker(method, options, calls);
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    List<Integer> order =
        IntStream.range(0, candidates.size())
            .boxed()
            .sorted((a, b) -> BEST_FIRST.compare(candidates.get(a), candidates.get(b)))
            .toList();
    double[] incoming = candidates.stream().mapToDouble(Candidate::score).toArray();
    int shown = Math.min(candidates.size(), options.maxCandidates());
    if (shown < 2) {
      return incoming;
    }
    List<Candidate> best = order.stream().limit(shown).map(candidates::get).toList();
    Asker asker = new Asker(method.name(), options, context, concurrency);
    Scene scene = Scene.of(options.content(), context, best);
    double[] scores = method.scores(asker, scene, IntStream.range(0, shown).toArray());
    if (scores == null) {
      asker.nothing();
      return incoming;
    }
    context.count("beyond", candidates.size() - shown);
    return inOrderOf(order, scores);
  }

  /** The scores at the candidates' places; those not asked about go down in steps of 1. */
  private static double[] inOrderOf(List<Integer> order, double[] scores) {
    double least = IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).min().orElse(0);
    double[] all = new double[order.size()];
    for (int place = 0; place < all.length; place++) {
      boolean asked = place < scores.length;
      all[order.get(place)] = asked ? scores[place] : least - 1 - (place - scores.length);
    }
    return all;
  }

  @Override
  public String toString() {
    return "%s(maxCandidates=%d)".formatted(method.name(), options.maxCandidates());
  }
}
