package io.llmrec.examples.ctr;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.examples.Console;
import io.llmrec.examples.ctr.GridTables.Shown;
import io.llmrec.examples.experiment.MarkdownWriter;
import io.llmrec.examples.experiment.Numbers;
import io.llmrec.examples.experiment.Page;
import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Heading;
import io.llmrec.examples.experiment.Page.Table;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What text vectors add to the item tower of two towers: ids and genres alone, film metadata as a
 * control, one language model's profiles, and both.
 *
 * <p>{@code TowerGrid <shared folder> [folder to work in] [most cells]}; see {@link RankerGrid}.
 */
public final class TowerGrid {

  private static final String VERSION = "towers 1";
  private static final String MODEL = "two-tower";
  private static final int USERS = 1000;
  private static final int ROUNDS = 400;
  private static final List<String> SPLITS = List.of("cold-1", "warm");
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
  private static final List<String> ORDER = List.of("base", "control", "llm", "all");

  /** Sources of vectors by setting. */
  private static final Map<String, List<String>> SETTINGS =
      Map.of(
          "base", List.of(),
          "control", List.of("metadata"),
          "llm", List.of("qwenmax"),
          "all", List.of("metadata", "qwenmax"));

  private final FilmData data;
  private final ScoreStore store;
  private final Path work;
  private final PrintStream out;
  private final Map<String, TowerCell> cells = new HashMap<>();
  private final Numbers numbers = Numbers.plain(4);

  private TowerGrid(Path shared, Path work, PrintStream out) {
    this.data = new FilmData(shared, work.resolve("columns"));
    this.store = new ScoreStore(work.resolve("tower-cells"), VERSION);
    this.work = work;
    this.out = out;
  }

  /** Runs it. */
  public static void main(String[] args) {
    RankerGrid.oneThread();
    if (args.length == 0) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    Path work = args.length > 1 ? Path.of(args[1]) : Console.workspace("ranker-grid");
    int most = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    TowerGrid grid = new TowerGrid(Path.of(args[0]), work, Console.out());
    new GridRunner(grid.store, grid.out)
        .run(
            cells(),
            most,
            cell ->
                grid.cell(cell.split())
                    .run(SETTINGS.getOrDefault(cell.setting(), List.of()), cell.seed()));
    grid.report();
  }

  static List<GridCell> cells() {
    List<GridCell> cells = new ArrayList<>();
    for (long seed : SEEDS) {
      for (String split : SPLITS) {
        ORDER.forEach(setting -> cells.add(new GridCell(split, MODEL, setting, seed)));
      }
    }
    return cells;
  }

  private TowerCell cell(String split) {
    return cells.computeIfAbsent(split, name -> new TowerCell(data, data.split(name), USERS));
  }

  private void report() {
    List<Block> blocks = new ArrayList<>();
    UserBootstrap bootstrap = new UserBootstrap(USERS, ROUNDS);
    for (String split : SPLITS) {
      List<TowerCell.Asked> asked = cell(split).asked();
      int[] users = asked.stream().mapToInt(TowerCell.Asked::user).toArray();
      boolean[] positive = new boolean[users.length];
      for (int i = 0; i < positive.length; i++) {
        positive[i] = asked.get(i).positive();
      }
      GridTables tables =
          new GridTables(
              cell ->
                  store
                      .find(cell)
                      .map(kept -> bootstrap.of(kept.probabilities(), positive, users)));
      blocks.add(new Heading("Two towers, " + split));
      Shown shown = new Shown(List.of(split), MODEL, SEEDS, ORDER, List.of("base", "control"));
      blocks.add(withoutLogLoss(tables.table(shown)));
      blocks.add(recalls(split));
    }
    String markdown = MarkdownWriter.write(new Page("Two towers", "what texts add", blocks));
    DurableFiles.write(work.resolve("towers.md"), markdown);
    out.println(markdown);
  }

  /** A cosine is no probability. */
  private static Table withoutLogLoss(Table table) {
    int place = table.head().indexOf("log loss");
    List<String> head = new ArrayList<>(table.head());
    head.remove(place);
    List<List<Entry>> rows = new ArrayList<>();
    for (List<Entry> row : table.rows()) {
      List<Entry> kept = new ArrayList<>(row);
      kept.remove(place);
      rows.add(kept);
    }
    return new Table(table.caption(), head, rows);
  }

  private Table recalls(String split) {
    List<List<Entry>> rows = new ArrayList<>();
    Optional<double[]> base = recall(split, "base");
    for (String setting : ORDER) {
      recall(split, setting)
          .ifPresent(
              own -> {
                List<Entry> row = Entry.texts(setting);
                row.add(Entry.number(numbers.value(mean(own))));
                row.add(difference(own, base.orElse(own)));
                rows.add(row);
              });
    }
    return Table.of("", rows, "setting", "recall@" + TowerCell.NEAREST, "minus base");
  }

  private Entry difference(double[] own, double[] base) {
    Interval found = Bootstrap.paired(own, base, 2000, 7).difference();
    return Entry.number(numbers.signed(found.mean())).withNote(numbers.signedRange(found));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** By user who has something to find, the mean over the finished seeds. */
  private Optional<double[]> recall(String split, String setting) {
    List<float[]> all = new ArrayList<>();
    for (long seed : SEEDS) {
      store
          .find(new GridCell(split, MODEL, setting, seed))
          .map(kept -> kept.more().get(TowerCell.RECALL))
          .ifPresent(all::add);
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Double> means = new ArrayList<>();
    for (int user = 0; user < all.get(0).length; user++) {
      double sum = 0;
      for (float[] one : all) {
        sum += one[user];
      }
      if (!Double.isNaN(sum)) {
        means.add(sum / all.size());
      }
    }
    return Optional.of(means.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
