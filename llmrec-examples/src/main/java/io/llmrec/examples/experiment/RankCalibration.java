package io.llmrec.examples.experiment;

import io.llmrec.examples.experiment.GeminiComparison.Judged;
import io.llmrec.rank.calibration.CalibrationReport;
import io.llmrec.rank.calibration.ScoreCalibration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the places of an order say about the chance that a film is relevant: fitted on the users
 * that teach, measured on the others. The score of a film is minus the logarithm of its place;
 * taken for log-odds it is no probability of anything, and that is the state before.
 */
final class RankCalibration {

  private static final long SEED = 1;

  private RankCalibration() {}

  /** Scores and what was relevant. */
  private record Samples(double[] scores, boolean[] relevant) {}

  /** The reports by the name of the method. */
  static Map<String, CalibrationReport> reports(List<Judged> judged) {
    Samples fitted = samples(judged.stream().filter(Judged::teaches).toList());
    Samples measured = samples(judged.stream().filter(one -> !one.teaches()).toList());
    double[] before =
        Arrays.stream(measured.scores()).map(score -> 1 / (1 + Math.exp(-score))).toArray();
    Map<String, ScoreCalibration> methods = new LinkedHashMap<>();
    methods.put("temperature", ScoreCalibration.fitTemperature(fitted.scores(), fitted.relevant()));
    methods.put("Platt", ScoreCalibration.fitPlatt(fitted.scores(), fitted.relevant()));
    methods.put("isotonic", ScoreCalibration.fitIsotonic(fitted.scores(), fitted.relevant()));
    Map<String, CalibrationReport> reports = new LinkedHashMap<>();
    methods.forEach(
        (name, method) ->
            reports.put(
                name,
                CalibrationReport.of(
                    before, method, measured.scores(), measured.relevant(), SEED)));
    return reports;
  }

  private static Samples samples(List<Judged> judged) {
    int count = judged.stream().mapToInt(one -> one.given().relevant().size()).sum();
    double[] scores = new double[count];
    boolean[] relevant = new boolean[count];
    int next = 0;
    for (Judged one : judged) {
      List<Boolean> own = one.given().relevant();
      for (int place = 0; place < own.size(); place++) {
        scores[next] = -Math.log(place + 1.0);
        relevant[next++] = own.get(place);
      }
    }
    return new Samples(scores, relevant);
  }
}
