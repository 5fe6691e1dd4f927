package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Interval;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.examples.Console;
import io.llmrec.examples.experiment.GeminiComparison.Judged;
import io.llmrec.examples.experiment.GeminiLists.ReRanking;
import io.llmrec.examples.experiment.PositionEffect.Shown;
import io.llmrec.rank.fusion.FusionFit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rankings that real language models gave, read by our parser and guard: what the place in the
 * prompt did to them, what they are worth, and what a fusion with the base makes of them.
 *
 * <p>{@code RecordedRankings [folder with the data] [Markdown file to write]}; the first may also
 * be the system property {@code llmrec.shared}.
 */
public final class RecordedRankings {

  private static final List<String> BASES = List.of("cke", "dmf", "kgcn", "lightgcn");
  private static final int PLACES = 25;
  private static final int ROUNDS = 500;
  private static final int K = 10;

  private final StringBuilder page = new StringBuilder();
  private final GeminiLists lists;
  private final Map<String, List<Shown>> shownByUser = new LinkedHashMap<>();
  private final long[] sums = new long[6];
  private final long[][] pickedByPlace = new long[PLACES][2];

  private RecordedRankings(SharedData data) {
    lists = new GeminiLists(data);
  }

  /** Runs it. */
  public static void main(String[] args) {
    SharedData data = SharedData.of(args);
    String page = run(data);
    Console.out().println(page);
    if (args.length > 1) {
      DurableFiles.write(Path.of(args[1]), page);
    }
  }

  /** All tables, as Markdown. */
  static String run(SharedData data) {
    RecordedRankings run = new RecordedRankings(data);
    Map<String, List<Judged>> judged = new LinkedHashMap<>();
    for (String base : BASES) {
      judged.put(base, run.read(base));
    }
    run.readingTable();
    run.positionTable();
    run.readingNotes();
    judged.forEach(run::comparisonTable);
    run.calibrationTable("lightgcn", judged.getOrDefault("lightgcn", List.of()));
    run.studentTable("lightgcn", judged.getOrDefault("lightgcn", List.of()));
    return run.page + ReplayedProtocols.run(data);
  }

  /** Sends every recorded answer through parser and guard. */
  private List<Judged> read(String base) {
    RecordedModel model = new RecordedModel();
    List<Judged> judged = new ArrayList<>();
    for (ReRanking one : lists.of(base)) {
      RecordedModel.Ranked ranked =
          model.rank(base + one.user(), one.shown(), RecordedModel.array(one.answered()));
      sums[0]++;
      sums[1] += ranked.placed();
      sums[2] += ranked.fuzzy();
      sums[3] += ranked.duplicate();
      sums[4] += ranked.invented();
      sums[5] += ranked.degraded() ? 1 : 0;
      judged.add(new Judged(one, ranked.order(), byRaters(one)));
      if (one.shown().size() == PLACES) {
        remember(base, one, ranked);
      }
    }
    return judged;
  }

  private List<Integer> byRaters(ReRanking one) {
    return IntStream.range(0, one.shown().size())
        .boxed()
        .sorted(Comparator.comparingInt(place -> -lists.raters(one.shown().get(place))))
        .toList();
  }

  private void remember(String base, ReRanking one, RecordedModel.Ranked ranked) {
    Set<Integer> picked =
        new HashSet<>(ranked.order().subList(0, (int) Math.min(K, ranked.placed())));
    List<Shown> shown = shownByUser.computeIfAbsent(one.user(), user -> new ArrayList<>());
    for (int place = 0; place < PLACES; place++) {
      boolean isPicked = picked.contains(place);
      shown.add(new Shown(one.shown().get(place), place, BASES.indexOf(base), isPicked));
      pickedByPlace[place][0] += isPicked ? 1 : 0;
      pickedByPlace[place][1]++;
    }
  }

  private void line(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void readingTable() {
    line("## Recorded rankings of Gemini on MovieLens-1M");
    line("");
    line("%,d recorded answers through parser and guard, each a full permutation of what", sums[0]);
    line(
        "was shown: %,d candidates named (%,d of them by a title not quite theirs),",
        sums[1], sums[2]);
    line(
        "%,d named again, %,d named that were not shown or have a title that two candidates",
        sums[3], sums[4]);
    line("share, %,d answers refused.", sums[5]);
    line("");
  }

  private void positionTable() {
    PositionEffect effect = new PositionEffect(PLACES, BASES.size());
    shownByUser.values().forEach(effect::add);
    PositionEffect.Estimate estimate = effect.estimate(ROUNDS, 1);
    line("### What the place in the prompt does");
    line("");
    line("Share of the shown films that the model puts among its ten, by place; and the effect of");
    line("the place alone (fixed effects of user and film over the four base orders, and of the");
    line("base; 95 %% intervals, users drawn again, %d rounds).", ROUNDS);
    line("");
    line("| place | picked | effect of the place |");
    line("|---|---|---|");
    for (int place = 0; place < PLACES; place++) {
      line(
          "| %d | %.3f | %s |",
          place + 1,
          (double) pickedByPlace[place][0] / pickedByPlace[place][1],
          signed(estimate.effects().get(place)));
    }
    line("");
    line(
        "Last less first place: %s. Each place further back: %s.",
        signed(estimate.lastLessFirst()), signed(estimate.slope()));
    line("");
  }

  static String signed(Interval interval) {
    return String.format(
        Locale.ROOT, "%+.4f (%+.4f to %+.4f)", interval.mean(), interval.low(), interval.high());
  }

  static String plain(Interval interval) {
    return String.format(
        Locale.ROOT, "%.4f (%.4f to %.4f)", interval.mean(), interval.low(), interval.high());
  }

  private void readingNotes() {
    line(
        "The plain share rises with the place because the prompt asks for creative films,"
            + " relevant");
    line(
        "but new and unexpected, and those stand further back in a base order. The same film for"
            + " the");
    line(
        "same user is picked more often when it stands among the first places, and least around"
            + " the");
    line("ninth. What else is on the list differs between the four orders and is not held fixed.");
    line("");
    line(
        "In the tables below, raters are counted over all ratings, the held-out ones too: the gain"
            + " of");
    line("the control with popularity is an upper bound. It has no language model.");
    line("");
  }

  private void comparisonTable(String base, List<Judged> judged) {
    GeminiComparison comparison = new GeminiComparison(lists, judged);
    double[] hits = comparison.hitsOfAll();
    Map<String, FusionFit> fits = comparison.fits();
    line("### Base order of %s, Gemini's order, and their fusion", base);
    line("");
    line(
        "All %,d users: hits@10 %.2f in the base order, %.2f in Gemini's. Below: the half of the",
        judged.size(), hits[0], hits[1]);
    line("users that did not teach the fusion.");
    line("");
    line("| order | hits@10 | less base | NDCG@10 | novelty@10, bits | coverage@10 |");
    line("|---|---|---|---|---|---|");
    for (GeminiComparison.Row row : comparison.rows(fits)) {
      line(
          "| %s | %s | %s | %s | %.2f | %.3f |",
          row.system(),
          plain(row.hits()),
          signed(row.gain()),
          plain(row.ndcg()),
          row.novelty(),
          row.coverage());
    }
    line("");
    fits.forEach(
        (name, fit) ->
            line(
                "- %s: %s; weight of the base %.3f at 5 films of history, %.3f at 30",
                name, fit, fit.fusion().baseWeight(5), fit.fusion().baseWeight(30)));
    line("");
  }

  private void calibrationTable(String base, List<Judged> judged) {
    line("### Places of %s as probabilities", base);
    line("");
    line(
        "The chance that a shown film is relevant, from its place; fitted on the users that"
            + " teach,");
    line("measured on the others. Calibration error in 15 bins of equal mass, 95 %% intervals.");
    line("");
    line("| method | error before | error after | log loss before | after |");
    line("|---|---|---|---|---|");
    RankCalibration.reports(judged)
        .forEach(
            (name, report) ->
                line(
                    "| %s | %s | %s | %.4f | %.4f |",
                    name,
                    plain(report.errorBefore()),
                    plain(report.errorAfter()),
                    report.lossBefore(),
                    report.lossAfter()));
    line("");
  }

  private void studentTable(String base, List<Judged> judged) {
    line("### Students of Gemini's orders");
    line("");
    line(
        "The ten films that Gemini names of %s's lists, as it orders them; the students know the",
        base);
    line(
        "place in the base order, the number of raters and the words of the titles. Users that"
            + " did");
    line("not teach.");
    line("");
    line("| order | Kendall's tau with Gemini | overlap of the first three |");
    line("|---|---|---|");
    new RecordedTeacher(lists, judged)
        .agreements(judged)
        .forEach(
            (name, agreement) ->
                line("| %s | %.3f | %.3f |", name, agreement.kendallTau(), agreement.topOverlap()));
    line("");
  }
}
