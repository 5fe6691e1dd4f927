package io.llmrec.examples.experiment;

import io.llmrec.core.baseline.ItemKnnOptions;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Splits;
import io.llmrec.examples.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The plain methods and SASRec on MovieLens-1M: each user's last film is to be found among all
 * rated films the user has not rated before.
 *
 * <p>{@code Ml1mFullRanking [folder with the data] [folder to work in]}; the first may also be the
 * system property {@code llmrec.shared}. A first run takes half an hour, most of it for SASRec, a
 * second one seconds.
 */
public final class Ml1mFullRanking {

  private static final int SEEDS = 5;

  private Ml1mFullRanking() {}

  /** Runs it. */
  public static void main(String[] args) {
    PrintStream out = Console.out();
    Path work = args.length > 1 ? Path.of(args[1]) : Console.workspace("experiments");
    experiment(SharedData.of(args).ratedFilms()).run(work.resolve("ml1m-full-ranking"), out);
  }

  private record Knn(int neighbours, int shrinkage) {
    @Override
    public String toString() {
      return neighbours + " neighbours, shrinkage " + shrinkage;
    }
  }

  private record Ridge(double lambda) {
    @Override
    public String toString() {
      return "lambda " + lambda;
    }
  }

  private record Factors(int dimension, double alpha, double lambda) {
    @Override
    public String toString() {
      return "%d factors, alpha %s, lambda %s".formatted(dimension, alpha, lambda);
    }
  }

  private record Steps(int epochs, double rate, double regularization) {
    @Override
    public String toString() {
      return "64 factors, %d epochs, rate %s, regularization %s"
          .formatted(epochs, rate, regularization);
    }
  }

  static Experiment experiment(DataSet data) {
    return systems(
        Experiment.named("ml1m-full-ranking")
            .about(
                "MovieLens-1M, full ranking of the plain methods and SASRec",
                "Every rating counts as a choice, whatever its stars. Each user's last film is the"
                    + " test, the one before it the validation. Models are trained on what is"
                    + " before both; when the last film is asked for, the history that a method is"
                    + " given holds the validation film. Films with fewer than five ratings are"
                    + " left out: the data does not say when they were rated.",
                "All rated films that the user has not rated are ranked. Numbers of protocols that"
                    + " rank a sample of them are far higher and must not be put beside these.")
            .data(data)
            .split("leave-last-out: each user's last film", Splits::leaveLastOut)
            .candidates(
                Candidates.unseen(
                    "all rated films that the user has not rated before",
                    data.catalog().stream().map(Item::id).toList()))
            .metrics(Metric.ndcg(10), Metric.recall(10), Metric.recall(20), Metric.recall(50))
            .aggregates(Aggregate.coverage(10), Aggregate.popularity(10))
            .curve("recall@k", Metric::recall, 1, 5, 10, 20, 30, 40, 50)
            .baseline("Pop"));
  }

  private static Experiment systems(Experiment experiment) {
    return experiment
        .system("Pop", "", Plain.popular())
        .system(
            TestedSystem.tuned(
                "decayed Pop",
                List.of("30 days", "120 days", "365 days", "1000 days"),
                words -> Plain.decayed(days(words))))
        .system(
            TestedSystem.tuned(
                "item-kNN",
                List.of(
                    new Knn(10, 10),
                    new Knn(20, 10),
                    new Knn(50, 10),
                    new Knn(100, 10),
                    new Knn(20, 100)),
                one -> Plain.itemKnn(new ItemKnnOptions(one.neighbours(), one.shrinkage()))))
        .system(
            TestedSystem.tuned(
                "EASE",
                List.of(new Ridge(100), new Ridge(300), new Ridge(1000), new Ridge(3000)),
                one -> Plain.ease(one.lambda())))
        .system(
            TestedSystem.tuned(
                "ALS",
                List.of(
                    new Factors(32, 1, 20),
                    new Factors(64, 1, 50),
                    new Factors(64, 1, 20),
                    new Factors(64, 1, 5),
                    new Factors(64, 4, 50)),
                one -> Plain.als(one.dimension(), one.alpha(), one.lambda())))
        .system(
            TestedSystem.tuned(
                    "BPR",
                    List.of(
                        new Steps(30, 0.05, 0.01),
                        new Steps(30, 0.05, 0.002),
                        new Steps(30, 0.05, 0.0005),
                        new Steps(60, 0.02, 0.002)),
                    one -> Plain.bpr(one.epochs(), one.rate(), one.regularization()))
                .withSeeds(SEEDS))
        .system(Sequential.sasRec());
  }

  private static Duration days(String words) {
    return Duration.ofDays(Long.parseLong(words.substring(0, words.indexOf(' '))));
  }
}
