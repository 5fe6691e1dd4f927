package io.llmrec.examples.ctr;

import io.llmrec.core.file.DurableFiles;
import io.llmrec.embed.staticvectors.StaticEncoder;
import io.llmrec.examples.Console;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.examples.ctr.GridTables.Shown;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import io.llmrec.examples.experiment.MarkdownWriter;
import io.llmrec.examples.experiment.Page;
import io.llmrec.examples.experiment.Page.Block;
import io.llmrec.examples.experiment.Page.Heading;
import io.llmrec.examples.experiment.Page.Paragraph;
import io.llmrec.examples.experiment.Page.Table;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.ctr.Pretraining;
import io.llmrec.rank.ctrl.AlignmentOptions;
import io.llmrec.rank.ctrl.CtrlAligner;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.text.FrozenTextTower;
import io.llmrec.rank.text.RowText;
import io.llmrec.rank.text.TextTower;
import io.llmrec.rank.text.WordTransformer;
import io.llmrec.rank.text.WordVocabulary;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.transformer.TransformerShape;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * CTRL beside its backbones, on MovieLens-1M as the paper has it: {@link CtrlTask}.
 *
 * <p>{@code CtrlGrid <shared folder> [folder to work in] [most cells]}. Finished cells are kept, so
 * the grid can be made in pieces, and by several processes at once. Writes {@code ctrl.md} of the
 * cells there are; with 0 as most cells it does only that.
 */
public final class CtrlGrid {

  /** Part of what cells depend on: a change to features or training needs another. */
  private static final String VERSION = "ctrl 2";

  private static final String BASE = "base";

  /** An encoder that stays as it is, and fields of the table alone in words. */
  private static final String FIELDS = "ctrl";

  /** A transformer that is trained from its first values, on the same words. */
  private static final String WORDS = "ctrl-words";

  /** The encoder again; the words also hold what a film database says. */
  private static final String METADATA = "ctrl-metadata";

  /** The encoder again; the words also hold what a language model says. */
  private static final String TOLD = "ctrl-deepseek";

  /** More passes, until the validation no longer gets better. */
  private static final String LONG = "-long";

  private static final List<String> SETTINGS = List.of(BASE, FIELDS, WORDS, METADATA, TOLD);
  private static final List<Backbone> BACKBONES =
      List.of(Backbone.AUTO_INT, Backbone.DEEP_FM, Backbone.DCN_V2);
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

  private static final long PAUSE_NANOS = 30_000_000_000L;
  private static final int USERS = 6040;
  private static final int ROUNDS = 400;
  private static final int VOCABULARY = 20_000;
  private static final int HIDDEN = 128;

  /** Rows that are held against each other, and the rate, both chosen by the validation. */
  private static final int ALIGNED = 256;

  private static final double ALIGNMENT_RATE = 3e-4;

  private final FilmData data;
  private final ScoreStore store;
  private final Path shared;
  private final Path work;
  private final PrintStream out;
  private final Map<String, CtrSplit> splits = new HashMap<>();

  private CtrlGrid(Path shared, Path work, PrintStream out) {
    this.data = new FilmData(shared, work.resolve("columns"));
    this.store = new ScoreStore(work.resolve("cells"), VERSION + " " + options(Backbone.DCN_V2, 1));
    this.shared = shared;
    this.work = work;
    this.out = out;
  }

  /** Runs it. */
  public static void main(String[] args) {
    if (System.getProperty("ai.djl.pytorch.num_threads") == null) {
      System.setProperty("ai.djl.pytorch.num_threads", "1");
    }
    if (args.length == 0) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    Path work = args.length > 1 ? Path.of(args[1]) : Console.workspace("ctrl-grid");
    int most = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    CtrlGrid grid = new CtrlGrid(Path.of(args[0]), work, Console.out());
    new GridRunner(grid.store, grid.out).run(cells(), most, grid::made);
    grid.report();
  }

  static CtrOptions options(Backbone backbone, long seed) {
    return CtrOptions.builder(backbone)
        .width(16)
        .hidden(128, 64)
        .dropout(0.2)
        .batch(2048)
        .seed(seed)
        .build();
  }

  private static TrainingOptions training(GridCell cell) {
    return TrainingOptions.builder()
        .epochs(cell.setting().endsWith(LONG) ? 12 : 3)
        .patience(1)
        .learningRate(1e-3)
        .seed(cell.seed())
        .build();
  }

  /** All cells, the most telling first. */
  static List<GridCell> cells() {
    List<GridCell> cells = new ArrayList<>();
    for (String setting : List.of(BASE, FIELDS)) {
      BACKBONES.forEach(one -> cells.add(cell(CtrlTask.BY_TIME, one, setting, 1)));
    }
    for (String setting : List.of(METADATA, TOLD)) {
      cells.add(cell(CtrlTask.BY_TIME, Backbone.AUTO_INT, setting, 1));
    }
    for (Backbone backbone : List.of(Backbone.DCN_V2, Backbone.DEEP_FM, Backbone.AUTO_INT)) {
      for (String setting : List.of(BASE, FIELDS)) {
        cells.add(cell(CtrlTask.BY_TIME, backbone, setting + LONG, 1));
      }
    }
    for (String setting : List.of(BASE, FIELDS)) {
      cells.add(cell(CtrlTask.BY_USER, Backbone.AUTO_INT, setting, 1));
    }
    cells.add(cell(CtrlTask.BY_TIME, Backbone.AUTO_INT, WORDS, 1));
    for (long seed : SEEDS) {
      for (String setting : SETTINGS) {
        BACKBONES.forEach(one -> cells.add(cell(CtrlTask.BY_TIME, one, setting, seed)));
      }
    }
    return cells.stream().distinct().toList();
  }

  private static GridCell cell(String split, Backbone backbone, String setting, long seed) {
    return new GridCell(split, backbone.name().replace('_', '-'), setting, seed);
  }

  private CtrSplit split(String name) {
    return splits.computeIfAbsent(name, key -> CtrlTask.split(data.ratings(), key));
  }

  private CellScores made(GridCell cell) {
    Backbone backbone = Backbone.valueOf(cell.model().replace('-', '_'));
    CtrlTask films = new CtrlTask(data, about(cell.setting()));
    RankingTask task = films.task(split(cell.split()));
    out.println("begin " + cell);
    return new CellTraining(options(backbone, cell.seed()), training(cell), progress("learning"))
        .run(task, encoder -> pretraining(cell, films, task, encoder));
  }

  private static String about(String setting) {
    return switch (setting) {
      case METADATA -> "metadata";
      case TOLD -> "deepseek";
      default -> "";
    };
  }

  private Pretraining pretraining(
      GridCell cell, CtrlTask films, RankingTask task, FeatureEncoder encoder) {
    if (cell.setting().startsWith(BASE)) {
      return tower -> {};
    }
    TextTower texts = texts(cell, films);
    TrainingOptions training =
        TrainingOptions.builder()
            .epochs(1)
            .learningRate(ALIGNMENT_RATE)
            .schedule(step -> Math.min(1, (step + 1) / 100.0))
            .seed(cell.seed())
            .build();
    CtrlAligner aligner =
        new CtrlAligner(AlignmentOptions.FINE_GRAINED, ALIGNED, training, progress("aligning"));
    return tower -> aligner.align(tower, texts, films.aligned(task, encoder));
  }

  private TextTower texts(GridCell cell, CtrlTask films) {
    List<RowText> sentences = films.sentences();
    if (cell.setting().equals(WORDS)) {
      WordVocabulary words = WordVocabulary.fit(sentences.stream().map(RowText::text), VOCABULARY);
      return new WordTransformer(words, new TransformerShape(64, 2, 128, 2), 48, 0, cell.seed());
    }
    try (StaticEncoder encoder =
        StaticEncoder.open(shared.resolve("models").resolve("model2vec-bge-base-vq128"))) {
      return new FrozenTextTower(encoder, sentences, HIDDEN, cell.seed());
    }
  }

  /** Says where a training is, twice a minute. */
  private TrainingProgress progress(String what) {
    AtomicLong last = new AtomicLong(System.nanoTime());
    return update -> {
      if (System.nanoTime() - last.get() > PAUSE_NANOS) {
        last.set(System.nanoTime());
        out.printf(
            Locale.ROOT,
            "  %s: epoch %d, step %d, loss %.4f, %.0f samples/s, validation AUC %s%n",
            what,
            update.epoch(),
            update.step(),
            update.loss(),
            update.samplesPerSecond(),
            update.metric() == null ? "-" : "%.4f".formatted(update.metric()));
      }
    };
  }

  private void report() {
    UserBootstrap bootstrap = new UserBootstrap(USERS, ROUNDS);
    GridTables tables =
        new GridTables(
            cell -> store.find(cell).map(scores -> measures(bootstrap, scores, cell.split())));
    List<Block> blocks = new ArrayList<>();
    for (String name : List.of(CtrlTask.BY_TIME, CtrlTask.BY_USER)) {
      blocks.add(
          new Heading(name.equals(CtrlTask.BY_TIME) ? "All in one line of time" : "By user"));
      blocks.add(new Paragraph(CtrlTask.unknown(data.ratings(), split(name)) + "."));
      for (Backbone backbone : BACKBONES) {
        String model = backbone.name().replace('_', '-');
        add(
            blocks,
            tables,
            new Shown(List.of(name), model, SEEDS, SETTINGS, List.of(BASE, METADATA)));
        List<String> trainedOut = List.of(BASE + LONG, FIELDS + LONG);
        add(
            blocks,
            tables,
            new Shown(List.of(name), model, SEEDS, trainedOut, List.of(BASE + LONG)));
      }
    }
    String page =
        MarkdownWriter.write(new Page("CTRL on MovieLens-1M", "beside its backbones", blocks));
    DurableFiles.write(work.resolve("ctrl.md"), page);
    out.println(page);
  }

  private void add(List<Block> blocks, GridTables tables, Shown shown) {
    Table table = tables.table(shown);
    if (!table.rows().isEmpty()) {
      blocks.add(new Heading(shown.model() + (shown.settings().contains(BASE) ? "" : LONG)));
      blocks.add(table);
      blocks.add(new Paragraph(ValidationLine.of(store, shown)));
    }
  }

  private Measures measures(UserBootstrap bootstrap, CellScores scores, String name) {
    int[] rows = split(name).rows(Part.TEST);
    int[] users = new int[rows.length];
    boolean[] liked = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      users[i] = data.ratings().user()[rows[i]];
      liked[i] = data.ratings().liked(rows[i]);
    }
    return bootstrap.of(scores.probabilities(), liked, users);
  }
}
