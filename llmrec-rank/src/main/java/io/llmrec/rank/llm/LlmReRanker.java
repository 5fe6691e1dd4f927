package io.llmrec.rank.llm;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.bias.PopularityCorrection;
import io.llmrec.rank.bias.RankingLog;
import io.llmrec.rank.bias.SlotCorrection;
import io.llmrec.rank.choice.ChoiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Re-rankers that ask a language model.
 *
 * <p>Immutable, and as safe for use by several threads as the model they are given. None throws
 * because of what a model said or failed to say: a call that fails, is not worth its cost, or
 * brings nothing usable leaves the incoming order and marks the stage as degraded, with the reason.
 * Methods of several calls make do with the answers they get: a call without a usable answer is
 * resolved by the incoming order and counted; what the budget does not cover is not asked; after
 * three failures in a row the model is taken to be down.
 *
 * <p>Candidates go by labels drawn for the request, such as {@code K073}. The same request id and
 * candidates give the same prompts, so recorded replies can be played back. History items that the
 * catalog does not hold are left out. Texts of Chinese, Japanese and Korean are estimated at a
 * token per character, others at a token per three.
 *
 * <p>The trace counts calls without a reply ({@code failed}), replies that name no one label
 * ({@code unclear}), questions that were not asked ({@code unasked}), and candidates that were too
 * many to be shown ({@code beyond}); {@link #listwise} counts more.
 *
 * <pre>{@code
 * ReRanker robust = LlmReRanker.listwise(model).rounds(5, Aggregation.kemeny());
 * ReRanker longList = LlmReRanker.listwise(model).window(Window.DEFAULT);
 * }</pre>
 */
public final class LlmReRanker implements ReRanker {

  private static final int CONCURRENCY = 4;
  private static final int MAX_CONCURRENCY = 256;

  /** The most rounds. */
  public static final int MAX_ROUNDS = 200;

  private final RankingMethod method;
  private final AskOptions options;
  private final int concurrency;

  private LlmReRanker(RankingMethod method, AskOptions options, int concurrency) {
    this.method = method;
    this.options = options;
    this.concurrency = concurrency;
  }

  private static LlmReRanker of(RankingMethod method, AskOptions options) {
    return new LlmReRanker(method, options, CONCURRENCY);
  }

  /** {@link #listwise(LanguageModel, ListwiseOptions)} with {@link ListwiseOptions#DEFAULT}. */
  public static LlmReRanker listwise(LanguageModel model) {
    return listwise(model, ListwiseOptions.DEFAULT);
  }

  /**
   * One call for the whole list: the model is shown the user's history and all candidates, and
   * answers with their order. After Hou et al., "Large Language Models are Zero-Shot Rankers for
   * Recommender Systems", ECIR 2024, with labels in place of titles.
   *
   * <p>Candidates are shown in the incoming order; models favour some places of a list: see {@link
   * #rounds} and {@link #slotCorrected}. For long lists see {@link #window}.
   *
   * <p>The answer is read as a JSON array of labels; where it is none, labels are looked for line
   * by line, then anywhere, and in the end titles are. A candidate that the model leaves out
   * follows in the incoming order. A reply that names too few of them is refused.
   *
   * <p>The trace counts {@code placed}, {@code missing}, {@code duplicate}, {@code invented} and
   * {@code fuzzy} (by a title not quite theirs) candidates, {@code truncated} replies, and how the
   * answer was read: {@code format.json}, {@code format.truncated}, {@code format.lines}, {@code
   * format.scan}, {@code format.titles}, or {@code format.none} for nothing of use.
   *
   * @param model answers the prompt
   */
  public static LlmReRanker listwise(LanguageModel model, ListwiseOptions options) {
    return of(new ListwiseMethod(model, options.minPlaced()), options.asking());
  }

  /** {@link #pointwise(LanguageModel, AskOptions)} with {@link AskOptions#DEFAULT}. */
  public static LlmReRanker pointwise(LanguageModel model) {
    return pointwise(model, AskOptions.DEFAULT);
  }

  /**
   * One call per candidate, all independent of each other: the model grades it alone, from almost
   * certainly to almost certainly not, with labels for the grades, so that a title cannot name its
   * own. Equal grades keep the incoming order; a candidate without an answer has the mean of the
   * others. Free of position bias, for there are no positions.
   */
  public static LlmReRanker pointwise(LanguageModel model, AskOptions options) {
    return of(PointwiseMethod.grading(model), options);
  }

  /**
   * As {@link #pointwise(LanguageModel, AskOptions)}, but by the logarithm of the odds of yes over
   * no: finer than grades, and one token a reply.
   */
  public static LlmReRanker pointwise(ChoiceModel model, AskOptions options) {
    return of(PointwiseMethod.choosing(model), options);
  }

  /** Pairs by heap sort for the best 10, with {@link AskOptions#DEFAULT}. */
  public static LlmReRanker pairwise(LanguageModel model) {
    return pairwise(model, PairwiseSort.heap(10), AskOptions.DEFAULT);
  }

  /**
   * Two candidates at a time, each pair in both orders: one wins when both answers agree on it, or
   * else the pair is a tie. Ties keep the incoming order.
   */
  public static LlmReRanker pairwise(LanguageModel model, PairwiseSort sort, AskOptions options) {
    return of(new PairwiseMethod(Picker.writing(model), sort), options);
  }

  /** As {@link #pairwise(LanguageModel, PairwiseSort, AskOptions)}, by how likely each label is. */
  public static LlmReRanker pairwise(ChoiceModel model, PairwiseSort sort, AskOptions options) {
    return of(new PairwiseMethod(Picker.choosing(model), sort), options);
  }

  /** {@link SetwiseOptions#DEFAULT} with {@link AskOptions#DEFAULT}. */
  public static LlmReRanker setwise(LanguageModel model) {
    return setwise(model, SetwiseOptions.DEFAULT, AskOptions.DEFAULT);
  }

  /**
   * A few candidates at a time, of which the model names the best: far fewer calls than pairs. They
   * are shown in an order drawn for the question. Where no answer is of use the candidate that came
   * in first is the best.
   */
  public static LlmReRanker setwise(LanguageModel model, SetwiseOptions sort, AskOptions options) {
    return of(new SetwiseMethod(Picker.writing(model), sort), options);
  }

  /**
   * As {@link #setwise(LanguageModel, SetwiseOptions, AskOptions)}, by how likely each label is.
   */
  public static LlmReRanker setwise(ChoiceModel model, SetwiseOptions sort, AskOptions options) {
    return of(new SetwiseMethod(Picker.choosing(model), sort), options);
  }

  /** {@link #firstToken(ChoiceModel, AskOptions)} with {@link AskOptions#DEFAULT}. */
  public static LlmReRanker firstToken(ChoiceModel model) {
    return firstToken(model, AskOptions.DEFAULT);
  }

  /**
   * One call, one token: the model is asked for the letter of the best candidate, and all are
   * ordered by how likely it finds their letters. Reddy et al., "FIRST: Faster Improved Listwise
   * Reranking with Single Token Decoding", EMNLP 2024.
   *
   * <p>At most 26 candidates are shown, or fewer where the model tells of fewer; for more see
   * {@link #window}.
   */
  public static LlmReRanker firstToken(ChoiceModel model, AskOptions options) {
    return of(new FirstTokenMethod(model), options);
  }

  /**
   * The same, with another number of calls under way at a time, where they are independent; 4 by
   * default.
   *
   * @param calls 1 to 256
   */
  public LlmReRanker concurrency(int calls) {
    if (calls < 1 || calls > MAX_CONCURRENCY) {
      throw new IllegalArgumentException(
          "concurrency must be 1 to %d, was %d".formatted(MAX_CONCURRENCY, calls));
    }
    return new LlmReRanker(method, options, calls);
  }

  /**
   * The same, several times over, with the candidates shown in balanced independent orders, drawn
   * for each request, and the rankings joined: what a model favours because of its place cancels
   * out. Rounds that fail are left out; the trace counts {@code rounds} that did not.
   *
   * @param count 2 to {@value #MAX_ROUNDS}; an even number that divides the number of candidates
   *     balances best
   */
  public LlmReRanker rounds(int count, Aggregation aggregation) {
    if (count < 2 || count > MAX_ROUNDS) {
      throw new IllegalArgumentException(
          "rounds must be 2 to %d, were %d".formatted(MAX_ROUNDS, count));
    }
    return with(new RoundsMethod(method, count, aggregation));
  }

  /**
   * The same, over a longer list than one prompt holds: part by part, in a window that slides over
   * it. With {@link Window.Start#HEAD} the head is in order first, should time run out.
   *
   * @throws IllegalArgumentException when the window is larger than what the method can show
   */
  public LlmReRanker window(Window window) {
    return with(new WindowMethod(method, window));
  }

  /**
   * The same, less what its slots do to a list, as learnt from a log of the same model and prompt.
   *
   * @throws IllegalStateException when the method does not show the candidates as one list, or
   *     rounds or windows were asked for before
   */
  public LlmReRanker slotCorrected(SlotCorrection correction) {
    checkOneList("slotCorrected");
    return with(new SlotCorrectedMethod(method, correction));
  }

  /** The same, less the excess of popularity, as learnt from a log of the same model and prompt. */
  public LlmReRanker popularityCorrected(PopularityCorrection correction) {
    return with(new PopularityCorrectedMethod(method, correction));
  }

  /**
   * The same, with each list shown and what the model made of it taken down; the group of a run is
   * the id of its request.
   *
   * @throws IllegalStateException when the method does not show the candidates as one list, or
   *     rounds or windows were asked for before
   */
  public LlmReRanker loggedTo(RankingLog log) {
    checkOneList("loggedTo");
    return with(new LoggedMethod(method, log));
  }

  private void checkOneList(String what) {
    if (!method.showsOneList()) {
      throw new IllegalStateException(
          what
              + " is for a method that shows one list, and comes before rounds and window; was "
              + method.name());
    }
  }

  private LlmReRanker with(RankingMethod other) {
    return new LlmReRanker(other, options, concurrency);
  }

  /** What ranking these candidates would cost, without asking anything. */
  public RankingCost estimate(StageContext context, List<Candidate> candidates) {
    int shown = shown(candidates.size());
    if (shown < 2) {
      return RankingCost.NONE;
    }
    Scene scene = Scene.of(options.content(), context, candidates.subList(0, shown));
    int limit = context.request().limit();
    return method.cost(scene, places(shown), new CostBasis(options, concurrency, limit));
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    int shown = shown(candidates.size());
    if (shown < 2) {
      return List.copyOf(candidates);
    }
    if (shown < candidates.size()) {
      context.count("beyond", candidates.size() - shown);
    }
    Scene scene = Scene.of(options.content(), context, candidates.subList(0, shown));
    Asker asker = new Asker(method.name(), options, context, concurrency);
    Ranking ranking = method.rank(asker, scene, places(shown));
    if (ranking.placed() == 0) {
      asker.nothing();
    }
    List<Candidate> result = new ArrayList<>(candidates.size());
    for (int place : ranking.order()) {
      result.add(candidates.get(place));
    }
    result.addAll(candidates.subList(shown, candidates.size()));
    return List.copyOf(result);
  }

  private int shown(int candidates) {
    return Math.min(candidates, Math.min(options.maxCandidates(), method.mostShown()));
  }

  private static int[] places(int count) {
    return IntStream.range(0, count).toArray();
  }

  @Override
  public String toString() {
    return "%s(maxCandidates=%d)".formatted(method.name(), options.maxCandidates());
  }
}
