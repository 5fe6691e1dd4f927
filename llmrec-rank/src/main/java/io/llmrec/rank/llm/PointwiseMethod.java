package io.llmrec.rank.llm;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.rank.choice.ChoiceModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ranks by asking about each candidate alone. See {@link LlmReRanker#pointwise}. */
final class PointwiseMethod implements ScoringMethod {

  /** Logarithms that a model does not tell are taken to be this far below the others. */
  private static final double LEAST_LOG = -20;

  /** Asks about one candidate; the score, or NaN when the model did not say. */
  @FunctionalInterface
  private interface Judge {

    double judge(Asker asker, Scene scene, int place);
  }

  private final Judge judge;
  private final PromptTask task;

  private PointwiseMethod(PromptTask task, Judge judge) {
    this.task = task;
    this.judge = judge;
  }

  /** By the label of a grade that the model writes, from 4 for the best to 0. */
  static PointwiseMethod grading(LanguageModel model) {
    return new PointwiseMethod(
        PromptTask.GRADE,
        (asker, scene, place) -> {
          Question question = scene.grade(place);
          Reply reply = asker.ask(question.prompt(), 1, model::complete);
          if (reply == null) {
            return Double.NaN;
          }
          int grade = LabelReply.read(reply.text(), question);
          if (grade < 0) {
            asker.context().count("unclear", 1);
            asker.failed(
                "the reply names no one grade: '%s'"
                    .formatted(UntrustedText.clean(reply.text(), LabelReply.QUOTED_CHARS)));
            return Double.NaN;
          }
          return question.labels().count() - 1.0 - grade;
        });
  }

  /** By the logarithm of the odds of yes. */
  static PointwiseMethod choosing(ChoiceModel model) {
    return new PointwiseMethod(
        PromptTask.YES_NO,
        (asker, scene, place) -> {
          Question question = scene.yesNo(place);
          ChoiceModel.Choices choices =
              asker.ask(
                  question.prompt(),
                  1,
                  prompt -> model.choose(prompt, question.labels().all()),
                  ChoiceModel.Choices::reply);
          return choices == null ? Double.NaN : logOdds(asker, choices.logProbabilities());
        });
  }

  private static double logOdds(Asker asker, List<Double> logs) {
    if (logs.size() != 2 || Math.max(logs.get(0), logs.get(1)) == Double.NEGATIVE_INFINITY) {
      asker.context().count("unclear", 1);
      asker.failed("the model finds neither yes nor no likely");
      return Double.NaN;
    }
    return Math.max(LEAST_LOG, logs.get(0)) - Math.max(LEAST_LOG, logs.get(1));
  }

  @Override
  public String name() {
    return "pointwise";
  }

  @Override
  public double @Nullable [] scores(Asker asker, Scene scene, int[] shown) {
    double[] scores = new double[shown.length];
    asker.all(shown.length, i -> scores[i] = judge.judge(asker, scene, shown[i]));
    double[] known = DoubleStream.of(scores).filter(score -> !Double.isNaN(score)).toArray();
    if (known.length == 0) {
      return null;
    }
    double mean = Arrays.stream(known).average().orElse(0);
    return DoubleStream.of(scores).map(score -> Double.isNaN(score) ? mean : score).toArray();
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    double[] scores = scores(asker, scene, shown);
    return scores == null
        ? Ranking.none(shown)
        : Ranking.of(
            IntStream.range(0, shown.length)
                .boxed()
                .sorted(Comparator.comparingDouble(slot -> -scores[slot]))
                .mapToInt(slot -> shown[slot])
                .toArray());
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    CostBasis.Calls calls = new CostBasis.Calls(shown.length, shown.length, 1, 1);
    return basis.of(scene, task, shown, calls);
  }
}
