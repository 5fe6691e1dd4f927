package io.llmrec.examples.ctr;

import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.core.eval.GroupedAuc;
import io.llmrec.embed.lexical.LatentEncoder;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.embed.lexical.LexicalOptions;
import io.llmrec.embed.staticvectors.StaticEncoder;
import io.llmrec.examples.Console;
import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.examples.movielens.MovieLensFolder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Which encoder's vectors say most about films that nobody has rated: the AUC and GAUC, on the
 * validation films of the first draw, of the plain sum of the user's bias and the three columns
 * that vectors give ({@link TextColumns}). Nothing is trained on the sum.
 *
 * <p>{@code EncoderChoice <shared folder>}.
 */
public final class EncoderChoice {

  private static final List<String> SOURCES = List.of("metadata", "deepseek");

  private final Path shared;
  private final Ratings ratings;
  private final FilmTexts texts;
  private final CtrSplit split;
  private final FoldedFactors folded;
  private final Columns behaviour;

  private EncoderChoice(Path shared) {
    this.shared = shared;
    Path folder = shared.resolve("data/ml1m_full");
    ratings = Ratings.read(folder.resolve("ratings.csv.gz"));
    texts = new FilmTexts(new MovieLensFolder(folder), ratings.items());
    split = CtrSplit.coldItems(ratings, 1);
    folded = FoldedFactors.byItem(ratings, split, FoldedFactors.whole(ratings, split));
    behaviour = BehaviourColumns.of(folded);
  }

  /** Runs it. */
  public static void main(String[] args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    new EncoderChoice(Path.of(args[0])).print(Console.out());
  }

  private Map<String, Function<List<String>, TextEncoder>> encoders() {
    Map<String, Function<List<String>, TextEncoder>> encoders = new LinkedHashMap<>();
    for (int dimension : new int[] {128, 256, 512}) {
      encoders.put("latent " + dimension, all -> LatentEncoder.fit(all, dimension));
    }
    LexicalOptions lexical = LexicalOptions.defaults().withDimension(512);
    encoders.put("lexical 512", all -> LexicalEncoder.fit(all.stream(), lexical));
    Path model = shared.resolve("models/model2vec-bge-base-vq128");
    encoders.put("static 64 (model2vec)", all -> StaticEncoder.open(model));
    return encoders;
  }

  private void print(PrintStream out) {
    out.println("| text | encoder | AUC | GAUC |");
    out.println("|---|---|---|---|");
    for (String source : SOURCES) {
      encoders()
          .forEach(
              (name, encoder) -> {
                Columns columns = TextColumns.of(folded, texts.space(source, encoder));
                out.printf(
                    Locale.ROOT, "| %s | %s | %s |%n", source, name, measured(source, columns));
              });
    }
  }

  private String measured(String source, Columns columns) {
    int[] rows = split.rows(Part.VALIDATION);
    double[] scores = new double[rows.length];
    boolean[] liked = new boolean[rows.length];
    float[] bias = behaviour.get("user_bias");
    for (int i = 0; i < rows.length; i++) {
      scores[i] = bias[rows[i]];
      for (String name : TextColumns.names(source)) {
        scores[i] += columns.get(name)[rows[i]];
      }
      liked[i] = ratings.liked(rows[i]);
    }
    List<String> users =
        Arrays.stream(rows).mapToObj(row -> ratings.users().get(ratings.user()[row])).toList();
    return "%.4f | %.4f"
        .formatted(
            ClassificationMetrics.auc(scores, liked), GroupedAuc.of(users, scores, liked).gauc());
  }
}
