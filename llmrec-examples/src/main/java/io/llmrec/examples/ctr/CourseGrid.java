package io.llmrec.examples.ctr;

import io.llmrec.core.file.DurableFiles;
import io.llmrec.examples.Console;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.examples.ctr.GridTables.Shown;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import io.llmrec.examples.experiment.MarkdownWriter;
import io.llmrec.examples.experiment.Page;
import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Heading;
import io.llmrec.examples.experiment.Page.Table;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.train.TrainingProgress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What texts say about Chinese courses that nobody has taken yet: names, the schools' descriptions,
 * and profiles by a language model.
 *
 * <p>{@code CourseGrid <shared folder> [folder to work in] [most cells]}; see {@link RankerGrid}.
 */
public final class CourseGrid {

  private static final String VERSION = "courses 3";
  private static final String MODEL = "DCN-V2";
  private static final int USERS = 2000;

  /** More passes were worse on the validation courses. */
  private static final int EPOCHS = 1;

  private static final int ROUNDS = 400;
  private static final List<Integer> DRAWS = List.of(1, 2, 3);
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

  /** Texts by setting. */
  private static final Map<String, List<String>> SETTINGS =
      Map.of(
          "base", List.of(),
          "name", List.of("name"),
          "about", List.of("about"),
          "profile", List.of("profile"),
          "all", List.of("name", "about", "profile"));

  private static final List<String> ORDER = List.of("base", "name", "about", "profile", "all");

  private final CourseData data;
  private final ScoreStore store;
  private final Path work;
  private final PrintStream out;
  private final Map<String, CourseData.Sampled> sampled = new HashMap<>();
  private final Map<String, TextSpace> spaces = new HashMap<>();

  private CourseGrid(Path shared, Path work, PrintStream out) {
    this.data = new CourseData(shared, USERS);
    this.store =
        new ScoreStore(
            work.resolve("course-cells"), VERSION + " " + RankerGrid.options(Backbone.DCN_V2, 1));
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
    CourseGrid grid = new CourseGrid(Path.of(args[0]), work, Console.out());
    new GridRunner(grid.store, grid.out).run(cells(), most, grid::made);
    grid.report();
  }

  static List<GridCell> cells() {
    List<GridCell> cells = new ArrayList<>();
    for (long seed : SEEDS) {
      for (int draw : DRAWS) {
        ORDER.forEach(setting -> cells.add(new GridCell("courses-" + draw, MODEL, setting, seed)));
      }
    }
    return cells;
  }

  private CourseData.Sampled sampled(String split) {
    return sampled.computeIfAbsent(
        split, name -> data.coldCourses(Integer.parseInt(name.replaceFirst("courses-", ""))));
  }

  private CellScores made(GridCell cell) {
    CourseData.Sampled samples = sampled(cell.split());
    List<TextSpace> wanted =
        SETTINGS.getOrDefault(cell.setting(), List.of()).stream()
            .map(source -> space(cell.split(), source, samples))
            .toList();
    RankingTask task = CourseTask.of(samples, wanted);
    return new CellTraining(
            RankerGrid.options(Backbone.DCN_V2, cell.seed()),
            RankerGrid.training(task, EPOCHS, cell.seed()),
            TrainingProgress.none())
        .run(task);
  }

  private TextSpace space(String split, String source, CourseData.Sampled samples) {
    return spaces.computeIfAbsent(
        split + source, key -> data.space(source, samples.ratings().items()));
  }

  private void report() {
    UserBootstrap bootstrap = new UserBootstrap(USERS, ROUNDS);
    GridTables tables =
        new GridTables(cell -> store.find(cell).map(scores -> measures(bootstrap, cell, scores)));
    List<String> splits = DRAWS.stream().map(draw -> "courses-" + draw).toList();
    List<Block> blocks = new ArrayList<>();
    add(blocks, tables, "New courses, all draws", splits);
    splits.forEach(split -> add(blocks, tables, "New courses, " + split, List.of(split)));
    String markdown = MarkdownWriter.write(new Page("Chinese courses", "what texts add", blocks));
    DurableFiles.write(work.resolve("courses.md"), markdown);
    out.println(markdown);
  }

  private static void add(
      List<Block> blocks, GridTables tables, String heading, List<String> splits) {
    Table table = tables.table(new Shown(splits, MODEL, SEEDS, ORDER, List.of("name", "about")));
    if (!table.rows().isEmpty()) {
      blocks.add(new Heading(heading));
      blocks.add(table);
    }
  }

  private Measures measures(UserBootstrap bootstrap, GridCell cell, CellScores scores) {
    CourseData.Sampled samples = sampled(cell.split());
    int[] rows = samples.split().rows(Part.TEST);
    int[] users = new int[rows.length];
    boolean[] taken = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      users[i] = samples.ratings().user()[rows[i]];
      taken[i] = samples.ratings().liked(rows[i]);
    }
    return bootstrap.of(scores.probabilities(), taken, users);
  }
}
