package io.llmrec.examples.ctr;

import io.llmrec.core.file.DurableFiles;
import io.llmrec.examples.Console;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import io.llmrec.rank.ctr.Adaptor;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.network.HybridExperts.Experts;
import io.llmrec.rank.train.Schedule;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What language models' texts add to trained rankers on MovieLens-1M, on films that training knows,
 * on later ratings, and on new films; beside a control that knows the same films without a language
 * model.
 *
 * <p>{@code RankerGrid <shared folder> [folder to work in] [most cells]}. Finished cells are kept,
 * so the grid can be made in pieces, and by several processes at once. Writes {@code rankers.md}
 * and {@code rankers.html} of the cells there are; with 0 as most cells it does only that.
 */
public final class RankerGrid {

  /** Part of what cells depend on: a change to features or training needs another. */
  private static final String VERSION = "films 2";

  private static final long PAUSE_NANOS = 30_000_000_000L;
  private static final int BATCH = 1024;
  private static final int WARM_UP = 50;
  private static final int USERS = 6040;
  private static final int ROUNDS = 400;

  private final FilmData data;
  private final ScoreStore store;
  private final Path work;
  private final PrintStream out;

  private RankerGrid(Path shared, Path work, PrintStream out) {
    this.data = new FilmData(shared, work.resolve("columns"));
    this.store = new ScoreStore(work.resolve("cells"), VERSION + " " + options(Backbone.DCN_V2, 1));
    this.work = work;
    this.out = out;
  }

  /** Runs it. */
  public static void main(String[] args) {
    oneThread();
    if (args.length == 0) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    Path work = args.length > 1 ? Path.of(args[1]) : Console.workspace("ranker-grid");
    int most = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    RankerGrid grid = new RankerGrid(Path.of(args[0]), work, Console.out());
    new GridRunner(grid.store, grid.out).run(cells(), most, grid::made);
    grid.report();
  }

  /** One process has one core: a second one does more good on other cells. */
  static void oneThread() {
    if (System.getProperty("ai.djl.pytorch.num_threads") == null) {
      System.setProperty("ai.djl.pytorch.num_threads", "1");
    }
  }

  static CtrOptions options(Backbone backbone, long seed) {
    return CtrOptions.builder(backbone)
        .width(8)
        .hidden(64, 32)
        .dropout(0.1)
        .adaptor(new Adaptor(new Experts(1, 2), 32))
        .batch(BATCH)
        .seed(seed)
        .build();
  }

  /** Some passes over the samples, with a rate that falls to 0. */
  static TrainingOptions training(RankingTask task, int epochs, long seed) {
    long steps = epochs * (task.rows().split().rows(Part.TRAIN).length / BATCH + 1L);
    return TrainingOptions.builder()
        .epochs(epochs)
        .learningRate(2e-3)
        .schedule(Schedule.cosine(WARM_UP, steps + WARM_UP))
        .seed(seed)
        .build();
  }

  /** All cells, the most telling first; neighbours in the list are mostly of different splits. */
  static List<GridCell> cells() {
    List<GridCell> cells = new ArrayList<>();
    List<String> first = List.of("base", "control", "all");
    String swapped = Setting.SWAPPED.name();
    List<String> rest =
        Setting.all().stream()
            .map(Setting::name)
            .filter(name -> !first.contains(name) && !name.equals(swapped))
            .toList();
    List<String> cold = List.of("cold-1", "cold-2", "cold-3", "cold-4", "cold-5");
    add(cells, cold.subList(0, 2), Backbone.DCN_V2, first, 1);
    add(cells, List.of("warm", "time"), Backbone.DCN_V2, first, 1);
    add(cells, cold.subList(2, 4), Backbone.DCN_V2, first, 1);
    add(cells, cold.subList(4, 5), Backbone.DCN_V2, first, 1);
    add(cells, List.of("warm"), Backbone.DCN_V2, List.of("categories", "all-profiles"), 1);
    add(cells, cold.subList(0, 1), Backbone.DCN_V2, rest, 1);
    add(cells, cold, Backbone.DCN_V2, List.of(swapped), 1);
    add(cells, List.of("warm", "time"), Backbone.DCN_V2, List.of(swapped), 1);
    add(cells, List.of("warm", "time"), Backbone.DCN_V2, rest, 1);
    for (long seed = 1; seed <= 5; seed++) {
      add(cells, List.of("cold-1", "warm", "time"), Backbone.DCN_V2, first, seed);
      if (seed <= 3) {
        // Attention asks with the film's id, which new films have not.
        add(cells, List.of("warm"), Backbone.DIN, first, seed);
        for (Backbone backbone : List.of(Backbone.DEEP_FM, Backbone.AUTO_INT)) {
          add(cells, List.of("cold-1", "warm"), backbone, first, seed);
        }
      }
    }
    for (long seed = 2; seed <= 5; seed++) {
      add(cells, cold, Backbone.DCN_V2, first, seed);
    }
    for (long seed = 1; seed <= 5; seed++) {
      add(cells, cold, Backbone.DCN_V2, rest, seed);
      add(cells, List.of("warm", "time"), Backbone.DCN_V2, rest, seed);
    }
    return cells.stream().distinct().toList();
  }

  private static void add(
      List<GridCell> cells,
      List<String> splits,
      Backbone backbone,
      List<String> settings,
      long seed) {
    for (String setting : settings) {
      for (String split : splits) {
        boolean warmOnly = setting.equals(Setting.PROFILES.name());
        boolean few = setting.equals(Setting.CATEGORIES.name());
        if (!(warmOnly || few) || split.equals("warm") || few && split.equals("cold-1")) {
          cells.add(new GridCell(split, backbone.name().replace('_', '-'), setting, seed));
        }
      }
    }
  }

  private CellScores made(GridCell cell) {
    Setting setting =
        Setting.all().stream()
            .filter(one -> one.name().equals(cell.setting()))
            .findFirst()
            .orElseThrow();
    Backbone backbone = Backbone.valueOf(cell.model().replace('-', '_'));
    RankingTask task = FilmTask.of(data, data.split(cell.split()), setting);
    out.println("begin " + cell);
    return new CellTraining(
            options(backbone, cell.seed()), training(task, 1, cell.seed()), progress())
        .run(task);
  }

  /** Says where a training is, twice a minute. */
  private TrainingProgress progress() {
    AtomicLong last = new AtomicLong(System.nanoTime());
    return update -> {
      if (System.nanoTime() - last.get() > PAUSE_NANOS) {
        last.set(System.nanoTime());
        out.printf(
            Locale.ROOT,
            "  epoch %d, step %d, loss %.4f, %.0f samples/s, validation AUC %s%n",
            update.epoch(),
            update.step(),
            update.loss(),
            update.samplesPerSecond(),
            update.metric() == null ? "-" : "%.4f".formatted(update.metric()));
      }
    };
  }

  private void report() {
    Map<String, CtrSplit> splits = new HashMap<>();
    UserBootstrap bootstrap = new UserBootstrap(USERS, ROUNDS);
    GridReport report =
        new GridReport(
            cell ->
                store
                    .find(cell)
                    .map(
                        scores ->
                            measures(
                                bootstrap,
                                scores,
                                splits.computeIfAbsent(cell.split(), data::split))),
            cell ->
                store
                    .find(cell)
                    .map(
                        scores ->
                            shape(scores, splits.computeIfAbsent(cell.split(), data::split))));
    DurableFiles.write(work.resolve("rankers.md"), report.markdown());
    DurableFiles.write(work.resolve("rankers.html"), report.html());
    report.picture().ifPresent(picture -> write(work.resolve("rankers.png"), picture));
    out.println(report.markdown());
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private ListShape shape(CellScores scores, CtrSplit split) {
    int[] rows = split.rows(Part.TEST);
    Ratings ratings = data.ratings();
    CategoryColumns categories = new CategoryColumns(data.texts().films(), data.genres());
    return ListShape.of(
        scores.probabilities(),
        Arrays.stream(rows).map(row -> ratings.user()[row]).toArray(),
        Arrays.stream(rows).map(row -> ratings.item()[row]).toArray(),
        new ListShape.Films(ratings.items(), categories::leaf, data.genres()));
  }

  private Measures measures(UserBootstrap bootstrap, CellScores scores, CtrSplit split) {
    int[] rows = split.rows(Part.TEST);
    int[] users = new int[rows.length];
    boolean[] liked = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      users[i] = data.ratings().user()[rows[i]];
      liked[i] = data.ratings().liked(rows[i]);
    }
    return bootstrap.of(scores.probabilities(), liked, users);
  }
}
