package io.llmrec.examples.ctr;

import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.embed.languagemodel.LocalLanguageModel;
import io.llmrec.embed.languagemodel.LocalModelOptions;
import io.llmrec.embed.staticvectors.StaticEncoder;
import io.llmrec.examples.Console;
import io.llmrec.examples.ctr.GridTables.Shown;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import io.llmrec.examples.experiment.MarkdownWriter;
import io.llmrec.examples.experiment.Page;
import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Heading;
import io.llmrec.examples.experiment.Page.Paragraph;
import io.llmrec.rank.train.TrainingProgress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Small text models as rankers of MovieLens-1M, one row at a time: as they are, with examples of
 * the user, and tuned; beside two controls that read nothing. See {@link TextTask} and {@link
 * TextCells}.
 *
 * <p>{@code TextRankerGrid <shared folder> [folder to work in] [most cells]}. Finished cells are
 * kept. Writes {@code texts.md} of the cells there are; with 0 as most cells it does only that.
 */
public final class TextRankerGrid {

  /** Part of what cells depend on: a change to texts or training needs another. */
  private static final String VERSION = "texts 1";

  private static final String MODEL = "text";
  private static final List<String> SPLITS = List.of(CtrlTask.BY_TIME, TextTask.COLD);
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
  private static final Set<String> COSTLY = Set.of(TextCells.ZERO_SHOT_MODEL, TextCells.WHOLE_TOLD);
  private static final int ROWS = 20_000;
  private static final int ROUNDS = 400;

  private final FilmData data;
  private final CtrlTask films;
  private final ScoreStore store;
  private final Path models;
  private final Path work;
  private final PrintStream out;
  private final Map<String, TextTask> tasks = new HashMap<>();

  private TextRankerGrid(Path shared, Path work, PrintStream out) {
    this.data = new FilmData(shared, work.resolve("columns"));
    this.films = new CtrlTask(data, "");
    this.store = new ScoreStore(work.resolve("text-cells"), VERSION + " " + ROWS);
    this.models = shared.resolve("models");
    this.work = work;
    this.out = out;
  }

  /** Runs it. */
  public static void main(String[] args) {
    RankerGrid.oneThread();
    if (args.length == 0) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    Path work = args.length > 1 ? Path.of(args[1]) : Console.workspace("ctrl-grid");
    int most = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    TextRankerGrid grid = new TextRankerGrid(Path.of(args[0]), work, Console.out());
    grid.run(most);
    grid.report();
  }

  private void run(int most) {
    LocalModelOptions options =
        LocalModelOptions.builder().tokenizer(story("tokenizer_no_prefix.json")).build();
    Map<String, TextCells> cells = new HashMap<>();
    try (StaticEncoder encoder = StaticEncoder.open(models.resolve("model2vec-bge-base-vq128"));
        LocalLanguageModel model = LocalLanguageModel.open(story("."), options)) {
      // The model was trained on words that end in a space.
      ScoringLanguageModel spaced =
          texts -> model.score(texts.stream().map(text -> text.strip() + " ").toList());
      new GridRunner(store, out)
          .run(
              cells(),
              most,
              cell ->
                  cells
                      .computeIfAbsent(
                          cell.split(),
                          split ->
                              new TextCells(
                                  task(split), films, encoder, spaced, TrainingProgress.none()))
                      .run(cell.setting(), cell.seed()));
    }
  }

  private Path story(String file) {
    return models.resolve("tinystories-656k").resolve(file).normalize();
  }

  /** All cells, the most telling first; what is not trained has one seed. */
  static List<GridCell> cells() {
    List<GridCell> cells = new ArrayList<>();
    for (long seed : SEEDS) {
      for (boolean costly : new boolean[] {false, true}) {
        for (String split : SPLITS) {
          for (String setting : TextCells.SETTINGS) {
            boolean wanted = seed == 1 || TextCells.isTrained(setting);
            if (wanted && COSTLY.contains(setting) == costly) {
              cells.add(new GridCell(split, MODEL, setting, seed));
            }
          }
        }
      }
    }
    return cells;
  }

  private TextTask task(String split) {
    return tasks.computeIfAbsent(split, name -> new TextTask(data, films, name, ROWS));
  }

  private void report() {
    List<Block> blocks = new ArrayList<>();
    for (String split : SPLITS) {
      TextTask task = task(split);
      int[] users = task.users();
      int count = users[users.length - 1] + 1;
      UserBootstrap bootstrap = new UserBootstrap(count, ROUNDS);
      GridTables tables =
          new GridTables(cell -> store.find(cell).map(one -> measures(bootstrap, one, task)));
      blocks.add(new Heading(split.equals(TextTask.COLD) ? "New films" : "Later ratings"));
      blocks.add(
          new Paragraph(
              "%,d test rows of %d users; %,d training rows read, %,d counted."
                  .formatted(users.length, count, task.train().length, task.counted().length)));
      Shown shown =
          new Shown(
              List.of(split),
              MODEL,
              SEEDS,
              TextCells.SETTINGS,
              List.of(TextCells.BIASES, TextCells.ZERO_SHOT));
      blocks.add(tables.table(shown));
      blocks.add(new Paragraph(ValidationLine.of(store, shown)));
    }
    String page =
        MarkdownWriter.write(new Page("Text models on MovieLens-1M", "as rankers", blocks));
    DurableFiles.write(work.resolve("texts.md"), page);
    out.println(page);
  }

  private static Measures measures(UserBootstrap bootstrap, CellScores scores, TextTask task) {
    return bootstrap.of(scores.probabilities(), task.labels(task.test()), task.users());
  }
}
