package io.llmrec.examples.bench;

import io.llmrec.examples.Console;
import io.llmrec.rank.ctr.Backbone;
import io.llmrec.rank.ctr.CtrItems;
import io.llmrec.rank.ctr.CtrModel;
import io.llmrec.rank.ctr.CtrOptions;
import io.llmrec.rank.ctr.CtrTrainer;
import io.llmrec.rank.ctr.Pretraining;
import io.llmrec.rank.ctr.RowTower;
import io.llmrec.rank.ctrl.AlignedRows;
import io.llmrec.rank.ctrl.AlignmentOptions;
import io.llmrec.rank.ctrl.CtrlAligner;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Sample;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.text.LabelledTexts;
import io.llmrec.rank.text.RowPrompt;
import io.llmrec.rank.text.RowText;
import io.llmrec.rank.text.TextModel;
import io.llmrec.rank.text.TextRankerTrainer;
import io.llmrec.rank.text.WordTransformer;
import io.llmrec.rank.text.WordVocabulary;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.transformer.TransformerShape;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What CTRL costs online: 1,000 candidates of one user scored by a DCN-v2, by the same after
 * alignment with texts, and, for comparison, by the small language model that reads each row, with
 * one hundredth of the candidates. Processor time of one thread, the best of many runs.
 */
public final class CtrlServingBenchmark {

  private static final int ITEMS = 1_000;
  private static final int READ = 10;
  private static final int RUNS = 200;
  private static final RowPrompt PROMPT =
      new RowPrompt(List.of("gender", "age"), "history", List.of("title", "genre"));

  private final List<Sample> samples = new ArrayList<>();
  private final List<RowText> texts = new ArrayList<>();
  private final FeatureEncoder encoder;

  private CtrlServingBenchmark() {
    for (int item = 0; item < ITEMS; item++) {
      samples.add(new Sample(user(item).and(item(item)), item % 3 == 0));
      texts.add(text(item));
    }
    encoder = new FeatureEncoder(FeatureSchema.fit(features(), samples));
  }

  /** Prints three lines. */
  public static void main(String[] args) {
    new CtrlServingBenchmark().run(Console.out());
  }

  private void run(PrintStream out) {
    CtrModel alone = model(tower -> {});
    CtrModel aligned = model(this::align);
    TextModel reader = reader();
    List<String> ids = IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList();
    CtrItems ofAlone = items(alone);
    CtrItems ofAligned = items(aligned);
    List<RowText> some = texts.subList(0, READ);
    double base = Double.MAX_VALUE;
    double ctrl = Double.MAX_VALUE;
    double read = Double.MAX_VALUE;
    // In turns, so that whatever else the machine does meets all of them.
    for (int run = 0; run < RUNS; run++) {
      base = Math.min(base, time(() -> alone.probabilities(user(1), ofAlone, ids, List.of())));
      ctrl = Math.min(ctrl, time(() -> aligned.probabilities(user(1), ofAligned, ids, List.of())));
      read = Math.min(read, time(() -> reader.probabilities(some)));
    }
    double perCandidate = read / READ * ITEMS;
    out.printf(Locale.ROOT, "DCN-v2, 1,000 candidates: %.3f ms%n", base / 1e6);
    out.printf(
        Locale.ROOT, "the same after CTRL: %.3f ms, %.2f x as long%n", ctrl / 1e6, ctrl / base);
    out.printf(
        Locale.ROOT,
        "small language model, from %d candidates: %.0f ms, %.0f x as long%n",
        READ,
        perCandidate / 1e6,
        perCandidate / base);
  }

  private static double time(Runnable work) {
    return CpuClock.best(1, work);
  }

  private CtrModel model(Pretraining pretraining) {
    CtrOptions options = CtrOptions.builder(Backbone.DCN_V2).width(16).batch(250).build();
    SampleSource learned = SampleSource.inMemory(encoder, samples.stream());
    SampleSource asked = SampleSource.inMemory(encoder, samples.stream().limit(100));
    return new CtrTrainer(options, once()).fit(encoder, learned, asked, pretraining).model();
  }

  private static TrainingOptions once() {
    return TrainingOptions.builder().epochs(1).build();
  }

  private void align(RowTower tower) {
    AlignedRows rows =
        new AlignedRows() {
          @Override
          public int count() {
            return ITEMS;
          }

          @Override
          public int[] row(int index) {
            return encoder.encode(samples.get(index).features());
          }

          @Override
          public RowText text(int index) {
            return texts.get(index);
          }
        };
    new CtrlAligner(AlignmentOptions.FINE_GRAINED, 250, once()).align(tower, words(), rows);
  }

  private WordTransformer words() {
    WordVocabulary words = WordVocabulary.fit(texts.stream().map(RowText::text), 5_000);
    return new WordTransformer(words, new TransformerShape(64, 2, 128, 2), 48, 0.1, 1);
  }

  private TextModel reader() {
    LabelledTexts rows =
        new LabelledTexts() {
          @Override
          public int count() {
            return READ;
          }

          @Override
          public RowText text(int index) {
            return texts.get(index);
          }

          @Override
          public boolean positive(int index) {
            return samples.get(index).positive();
          }
        };
    return new TextRankerTrainer(once(), READ).fit(words(), rows, rows).model();
  }

  private static CtrItems items(CtrModel model) {
    Map<String, Features> all = new LinkedHashMap<>();
    for (int item = 0; item < ITEMS; item++) {
      all.put("i" + item, item(item));
    }
    return model.prepare(all);
  }

  private static List<Feature> features() {
    return List.of(
        Feature.category("user", Side.USER),
        Feature.category("gender", Side.USER),
        Feature.category("age", Side.USER),
        Feature.category("item", Side.ITEM),
        Feature.category("genre", Side.ITEM),
        Feature.category("maker", Side.ITEM));
  }

  private static Features user(int user) {
    return Features.builder()
        .text("user", "u" + user % 100)
        .whole("gender", user % 2)
        .whole("age", user % 7)
        .build();
  }

  private static Features item(int item) {
    return Features.builder()
        .text("item", "i" + item)
        .text("genre", "g" + item % 18)
        .whole("maker", item % 90)
        .build();
  }

  private static RowText text(int number) {
    List<String> past = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      past.add("the film of number " + (number + i * 7) % ITEMS);
    }
    return PROMPT.write(
        Map.of("gender", number % 2 == 0 ? "female" : "male", "age", "" + number % 7),
        past,
        Map.of("title", "the film of number " + number, "genre", "g" + number % 18));
  }
}
