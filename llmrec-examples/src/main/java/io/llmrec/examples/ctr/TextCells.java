package io.llmrec.examples.ctr;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.examples.ctr.TextTask.Telling;
import io.llmrec.rank.calibration.PlattScaling;
import io.llmrec.rank.calibration.ScoreCalibration;
import io.llmrec.rank.text.FrozenTextTower;
import io.llmrec.rank.text.LoraOptions;
import io.llmrec.rank.text.TextModel;
import io.llmrec.rank.text.TextRankerTrainer;
import io.llmrec.rank.text.TextRankerTrainer.Trained;
import io.llmrec.rank.text.WordTransformer;
import io.llmrec.rank.text.WordVocabulary;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.train.TrainingReport;
import io.llmrec.rank.transformer.TransformerShape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the cells of {@link TextRankerGrid} under one split. */
final class TextCells {

  /** The film's share of likes. */
  static final String POPULARITY = "popularity";

  /** And the user's inclination to like. */
  static final String BIASES = "biases";

  /** An encoder, untuned: are film and history alike. */
  static final String ZERO_SHOT = "zero-shot";

  /** A small language model, untuned: is the film's sentence likely behind the history. */
  static final String ZERO_SHOT_MODEL = "zero-shot-lm";

  /** An encoder, untuned: were the user's films that are most alike liked. */
  static final String FEW_SHOT = "few-shot";

  /** The encoder as it is, and layers above it that learn. */
  static final String FROZEN = "tuned-head";

  /** A transformer that learned all it knows from the older half of the rows. */
  static final String BASE = "base";

  /** The base as it is, and adapters that learn the later half. */
  static final String ADAPTERS = "tuned-lora";

  /** The base, all of which learns the later half. */
  static final String WHOLE = "tuned-whole";

  /** Likewise; the words tell which films of the history were liked. */
  static final String WHOLE_TOLD = "tuned-whole-labels";

  static final List<String> SETTINGS =
      List.of(
          POPULARITY,
          BIASES,
          ZERO_SHOT,
          ZERO_SHOT_MODEL,
          FEW_SHOT,
          FROZEN,
          BASE,
          ADAPTERS,
          WHOLE,
          WHOLE_TOLD);

  private static final Set<String> TRAINED = Set.of(FROZEN, BASE, ADAPTERS, WHOLE, WHOLE_TOLD);
  private static final List<Integer> EXAMPLES = List.of(1, 4, 8, 16);

  /** By how much the log-odds rise with a deviation of the scores, at least. */
  private static final double LEAST_SLOPE = 0.01;

  private static final int VOCABULARY = 20_000;
  private static final int WIDTH = 64;
  private static final int LENGTH = 48;
  private static final int BATCH = 128;

  private final TextTask task;
  private final CtrlTask films;
  private final TextEncoder encoder;
  private final ScoringLanguageModel model;
  private final TrainingProgress progress;
  private final Map<String, Learned> bases = new HashMap<>();

  /**
   * Cells.
   *
   * @param encoder of which a word's vector has 64 numbers
   */
  TextCells(
      TextTask task,
      CtrlTask films,
      TextEncoder encoder,
      ScoringLanguageModel model,
      TrainingProgress progress) {
    this.task = task;
    this.films = films;
    this.encoder = encoder;
    this.model = model;
    this.progress = progress;
  }

  /** Whether a setting is trained, so that seeds make a difference. */
  static boolean isTrained(String setting) {
    return TRAINED.contains(setting);
  }

  /** Makes a cell. */
  CellScores run(String setting, long seed) {
    long start = System.nanoTime();
    CellScores made = scores(setting, seed);
    return new CellScores(
        made.probabilities(),
        made.more(),
        made.validation(),
        made.epochs(),
        (System.nanoTime() - start) * 1e-9);
  }

  private CellScores scores(String setting, long seed) {
    TextBaselines plain = new TextBaselines(task, films);
    return switch (setting) {
      case POPULARITY -> calibrated(plain::popularity);
      case BIASES -> calibrated(plain::biases);
      case ZERO_SHOT -> calibrated(rows -> plain.similarity(rows, encoder));
      case ZERO_SHOT_MODEL -> calibrated(rows -> plain.likelihood(rows, model));
      case FEW_SHOT -> fewShot(plain);
      case FROZEN -> head(seed);
      case BASE -> of(base(Telling.TITLES, seed), Telling.TITLES);
      case ADAPTERS -> adapted(seed);
      case WHOLE -> whole(Telling.TITLES, seed);
      case WHOLE_TOLD -> whole(Telling.LABELS, seed);
      default -> throw new IllegalArgumentException("there is no setting '" + setting + "'");
    };
  }

  /** Scores of rows on any scale. */
  private interface Scores {
    double[] of(int[] rows);
  }

  /** Scores as probabilities, fitted on the validation; they keep their order. */
  private CellScores calibrated(Scores scores) {
    double[] known = scores.of(task.validation());
    boolean[] labels = task.labels(task.validation());
    PlattScaling scaling = rising(known, labels);
    double[] probabilities =
        Arrays.stream(scores.of(task.test())).map(scaling::probability).toArray();
    return new CellScores(
        floats(probabilities), Map.of(), ClassificationMetrics.auc(known, labels), 0, 0);
  }

  /** Even scores that say the opposite of what happened keep their order, all near the mean. */
  static PlattScaling rising(double[] scores, boolean[] labels) {
    PlattScaling fitted = (PlattScaling) ScoreCalibration.fitPlatt(scores, labels);
    double mean = Arrays.stream(scores).average().orElseThrow();
    double squares =
        Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElseThrow();
    double least = LEAST_SLOPE / Math.max(Math.sqrt(squares), 1e-9);
    return fitted.slope() >= least
        ? fitted
        : new PlattScaling(least, fitted.intercept() + (fitted.slope() - least) * mean);
  }

  private CellScores fewShot(TextBaselines plain) {
    boolean[] labels = task.labels(task.validation());
    ToDoubleFunction<Integer> validation =
        most -> ClassificationMetrics.auc(plain.examples(task.validation(), encoder, most), labels);
    int best = EXAMPLES.stream().max(Comparator.comparingDouble(validation)).orElseThrow();
    CellScores scores = calibrated(rows -> plain.examples(rows, encoder, best));
    return new CellScores(
        scores.probabilities(), Map.of("examples", new float[] {best}), scores.validation(), 0, 0);
  }

  private CellScores head(long seed) {
    FrozenTextTower tower = new FrozenTextTower(encoder, films.sentences(), 2 * WIDTH, seed);
    FrozenHead head = new FrozenHead(tower, seed);
    TrainingReport report =
        head.train(
            task.labelled(task.train(), Telling.TITLES),
            task.labelled(task.validation(), Telling.TITLES),
            training(seed),
            progress);
    double[] probabilities = head.probabilities(task.labelled(task.test(), Telling.TITLES));
    return new CellScores(floats(probabilities), best(report), report.epochs().size(), 0);
  }

  private static TrainingOptions training(long seed) {
    return TrainingOptions.builder().epochs(3).patience(1).learningRate(1e-3).seed(seed).build();
  }

  private TextRankerTrainer trainer(long seed) {
    return new TextRankerTrainer(training(seed), BATCH, progress);
  }

  /** A transformer that has not learned yet, but for the words that the encoder knows. */
  private WordTransformer fresh(Telling telling, long seed) {
    Stream<String> texts =
        IntStream.of(task.older()).mapToObj(row -> task.text(row, telling).text());
    WordVocabulary words = WordVocabulary.fit(texts, VOCABULARY);
    WordTransformer fresh =
        new WordTransformer(words, new TransformerShape(WIDTH, 2, 128, 2), LENGTH, 0.1, seed);
    EmbeddingTable table = fresh.tables().get(0);
    List<Embedding> vectors = encoder.encode(words.words());
    int first = words.size() - vectors.size();
    for (int i = 0; i < vectors.size(); i++) {
      table.setRow(first + i, vectors.get(i).toArray());
    }
    return fresh;
  }

  /** Is kept for the cells that come next. */
  private Learned base(Telling telling, long seed) {
    return bases.computeIfAbsent(telling + " " + seed, key -> learned(telling, seed));
  }

  private Learned learned(Telling telling, long seed) {
    WordTransformer tower = fresh(telling, seed);
    Trained trained =
        trainer(seed)
            .fit(
                tower,
                task.labelled(task.older(), telling),
                task.labelled(task.validation(), telling));
    return new Learned(tower, trained);
  }

  /** A transformer and the model that it became. */
  private record Learned(WordTransformer tower, Trained trained) {}

  private CellScores adapted(long seed) {
    Learned base = base(Telling.TITLES, seed);
    Trained trained =
        trainer(seed)
            .adapt(
                base.tower(),
                LoraOptions.DEFAULT,
                task.labelled(task.later(), Telling.TITLES),
                task.labelled(task.validation(), Telling.TITLES));
    return of(new Learned(base.tower(), trained), Telling.TITLES);
  }

  private CellScores whole(Telling telling, long seed) {
    Learned base = base(telling, seed);
    // It is the base that learns on; whoever needs it again has to train it again.
    bases.remove(telling + " " + seed);
    Trained trained =
        trainer(seed)
            .fit(
                base.tower(),
                task.labelled(task.later(), telling),
                task.labelled(task.validation(), telling));
    return of(new Learned(base.tower(), trained), telling);
  }

  private CellScores of(Learned learned, Telling telling) {
    TextModel model = learned.trained().model();
    TrainingReport report = learned.trained().report();
    double[] probabilities = model.probabilities(task.texts(task.test(), telling));
    return new CellScores(floats(probabilities), best(report), report.epochs().size(), 0);
  }

  private static double best(TrainingReport report) {
    return report.epochs().stream()
        .mapToDouble(TrainingReport.Epoch::metric)
        .max()
        .orElse(Double.NaN);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
