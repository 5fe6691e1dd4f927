package io.llmrec.rank.student;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.index.PreparedCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Teaches a student the orders of its teacher, by Adam (Kingma and Ba, 2015) on the loss of the
 * options, until the loss on other rankings no longer falls.
 *
 * <p>One thread; the same rankings, catalog, features and options give the same student.
 */
public final class StudentTrainer {

  private static final int AGREEMENT_PLACES = 10;
  private static final int LEAST_RANKINGS = 2;

  private final PreparedCatalog prepared;
  private final RankingFeatures features;
  private final StudentOptions options;

  /**
   * A trainer.
   *
   * @param prepared holds the items of the rankings and their vectors
   * @param features what the student will see, in training and in service
   */
  public StudentTrainer(
      PreparedCatalog prepared, RankingFeatures features, StudentOptions options) {
    this.prepared = prepared;
    this.features = features;
    this.options = options;
  }

  /**
   * A student and how it did.
   *
   * @param model what was learned
   * @param validationLosses after each pass, the best of which the model is of
   * @param agreement with the teacher on the validation rankings
   */
  public record Trained(
      StudentModel model, List<Double> validationLosses, TeacherAgreement agreement) {

    /** Takes a copy of the losses. */
    public Trained {
      validationLosses = List.copyOf(validationLosses);
    }
  }

  /**
   * Trains a student.
   *
   * @param rankings to learn from
   * @param validation other rankings, to tell when it is enough
   * @throws IllegalArgumentException when fewer than two of either are of items in the catalog
   */
  public Trained train(List<TeacherRanking> rankings, List<TeacherRanking> validation) {
    StudentLists raw = lists("rankings", rankings);
    StudentLists rawValidation = lists("validation", validation);
    int width = raw.rows().get(0)[0].length;
    double[] means = means(raw, width);
    double[] deviations = deviations(raw, means);
    StudentLists train = raw.standardised(means, deviations);
    StudentLists held = rawValidation.standardised(means, deviations);

    StudentNetwork network = StudentNetwork.random(width, options.hidden(), options.seed());
    Adam adam = new Adam(network.weights(), options.learningRate(), options.decay());
    StudentNetwork best = network.copy();
    double lowest = Double.POSITIVE_INFINITY;
    List<Double> losses = new ArrayList<>();
    for (int epoch = 0, since = 0;
        epoch < options.epochs() && since < options.patience();
        epoch++) {
      pass(network, adam, train, epoch);
      double loss = loss(network, held);
      losses.add(loss);
      since = loss < lowest ? 0 : since + 1;
      if (loss < lowest) {
        lowest = loss;
        best = network.copy();
      }
    }
    StudentModel model =
        new StudentModel(
            width,
            options.hidden(),
            floats(best.forRaw(means, deviations).weights()),
            JoinedFeatures.name(features));
    return new Trained(model, losses, model.agreement(rawValidation, AGREEMENT_PLACES));
  }

  private StudentLists lists(String name, List<TeacherRanking> rankings) {
    StudentLists lists = StudentLists.of(rankings, prepared, features);
    if (lists.size() < LEAST_RANKINGS) {
      throw new IllegalArgumentException(
          "%s must hold at least %d of items in the catalog, were %d of %d"
              .formatted(name, LEAST_RANKINGS, lists.size(), rankings.size()));
    }
    return lists;
  }

  private void pass(StudentNetwork network, Adam adam, StudentLists train, int epoch) {
    int[] order = new int[train.size()];
    Arrays.setAll(order, i -> i);
    Draws.of(options.seed(), 1, epoch).shuffle(order, 0, order.length);
    double[] gradient = new double[network.weights().length];
    for (int from = 0; from < order.length; from += options.batch()) {
      int to = Math.min(order.length, from + options.batch());
      Arrays.fill(gradient, 0);
      for (int at = from; at < to; at++) {
        addGradient(network, train.rows().get(order[at]), 1.0 / (to - from), gradient);
      }
      adam.step(gradient);
    }
  }

  /** Adds the gradient of one ranking's loss and returns the loss. */
  double addGradient(StudentNetwork network, float[][] rows, double weight, double[] gradient) {
    double[][] units = new double[rows.length][options.hidden()];
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = network.score(rows[i], units[i]);
    }
    double[] slopes = new double[rows.length];
    double loss = RankingLoss.of(options.loss(), scores, slopes);
    for (int i = 0; i < rows.length; i++) {
      network.addGradient(rows[i], units[i], weight * slopes[i], gradient);
    }
    return loss;
  }

  private double loss(StudentNetwork network, StudentLists lists) {
    double sum = 0;
    double[] units = new double[options.hidden()];
    for (float[][] rows : lists.rows()) {
      double[] scores = Arrays.stream(rows).mapToDouble(row -> network.score(row, units)).toArray();
      sum += RankingLoss.of(options.loss(), scores, new double[scores.length]);
    }
    return sum / lists.size();
  }

  private static double[] means(StudentLists lists, int width) {
    double[] sums = new double[width];
    long count = 0;
    for (float[][] rows : lists.rows()) {
      for (float[] row : rows) {
        for (int f = 0; f < width; f++) {
          sums[f] += row[f];
        }
        count++;
      }
    }
    long all = count;
    return Arrays.stream(sums).map(sum -> sum / all).toArray();
  }

  /** Deviations; 1 for a feature that never changes. */
  private static double[] deviations(StudentLists lists, double[] means) {
    double[] squares = new double[means.length];
    long count = 0;
    for (float[][] rows : lists.rows()) {
      for (float[] row : rows) {
        for (int f = 0; f < means.length; f++) {
          squares[f] += (row[f] - means[f]) * (row[f] - means[f]);
        }
        count++;
      }
    }
    long all = count;
    return Arrays.stream(squares)
        .map(sum -> Math.sqrt(sum / all) > 1e-9 ? Math.sqrt(sum / all) : 1)
        .toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
