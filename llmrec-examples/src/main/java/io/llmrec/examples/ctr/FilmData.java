package io.llmrec.examples.ctr;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.adaptor.LinearMap;
import io.llmrec.embed.adaptor.Whitening;
import io.llmrec.embed.adaptor.WhiteningOptions;
import io.llmrec.examples.movielens.MovieLensFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * MovieLens-1M for trained rankers: ratings, text spaces and columns, each made once. Columns are
 * kept in a folder. For one thread.
 */
final class FilmData {

  /** Components of the vectors that a model takes. */
  static final int DIMENSION = 64;

  private final Path folder;
  private final ColumnStore store;
  private final Ratings ratings;
  private final FilmTexts texts;
  private final FilmFacts facts;
  private final Map<String, TextSpace> spaces = new HashMap<>();
  private final Map<String, VectorTable> tables = new HashMap<>();

  /**
   * Reads the ratings.
   *
   * @param shared the folder that holds {@code data/ml1m_full}
   * @param work where columns are kept
   */
  FilmData(Path shared, Path work) {
    folder = shared.resolve("data/ml1m_full");
    store = new ColumnStore(work);
    ratings = Ratings.read(folder.resolve("ratings.csv.gz"));
    texts = new FilmTexts(new MovieLensFolder(folder), ratings.items());
    facts = new FilmFacts(folder, texts.films(), ratings.users());
  }

  Ratings ratings() {
    return ratings;
  }

  FilmTexts texts() {
    return texts;
  }

  FilmFacts facts() {
    return facts;
  }

  Path folder() {
    return folder;
  }

  /** A split by its name: {@code warm}, {@code time} or {@code cold-N}. */
  CtrSplit split(String name) {
    return switch (name) {
      case "warm" -> CtrSplit.warm(ratings);
      case "time" -> CtrSplit.time(ratings);
      default -> CtrSplit.coldItems(ratings, Integer.parseInt(name.replaceFirst("cold-", "")));
    };
  }

  /** The space of a source of texts. */
  TextSpace space(String source) {
    return spaces.computeIfAbsent(source, texts::space);
  }

  /** The vectors of a source as a model takes them: the strongest directions, evened out. */
  VectorTable table(String source) {
    VectorTable known = tables.get(source);
    if (known == null) {
      known =
          source.equals(CategoryColumns.NAME)
              ? categories().table()
              : table(ratings.items(), space(source));
      tables.put(source, known);
    }
    return known;
  }

  /** Genres and decades as vectors, as they are. */
  VectorTable genres() {
    List<Embedding> vectors = Arrays.stream(space("genres").vectors()).map(Embedding::of).toList();
    return VectorTable.of(ratings.items(), vectors);
  }

  /** The films' categories, by the texts of one language model. */
  CategoryColumns categories() {
    return new CategoryColumns(texts.films(), table("qwenmax"));
  }

  private static VectorTable table(List<String> ids, TextSpace space) {
    List<Embedding> vectors = Arrays.stream(space.vectors()).map(Embedding::of).toList();
    LinearMap map = whitening(vectors);
    return VectorTable.of(ids, vectors.stream().map(map::apply).toList());
  }

  /** The map that {@link #table} applies. */
  static LinearMap whitening(List<Embedding> vectors) {
    int dimension = Math.min(DIMENSION, vectors.get(0).dimension());
    WhiteningOptions options = new WhiteningOptions(WhiteningOptions.Kind.PCA, dimension, 0.1);
    return Whitening.fit("", vectors, options);
  }

  /** What behaviour and the texts of some sources say of each rating under a split. */
  Columns columns(CtrSplit split, List<String> sources) {
    Folds folds = new Folds(split);
    Columns all =
        store.get(
            split.name() + "-behaviour",
            ratings.size(),
            () -> BehaviourColumns.of(split.newItems() ? folds.byItem() : folds.byRow()));
    for (String source : sources) {
      all =
          all.and(
              store.get(
                  split.name() + "-" + source,
                  ratings.size(),
                  () ->
                      source.equals(CategoryColumns.NAME)
                          ? categories().of(ratings, split)
                          : TextColumns.of(folds.byItem(), space(source))));
    }
    return all;
  }

  /** Models of behaviour, fitted when something asks for them. */
  private final class Folds {

    private final CtrSplit split;
    private final Map<String, Object> made = new HashMap<>();

    Folds(CtrSplit split) {
      this.split = split;
    }

    private Factors whole() {
      return (Factors) made.computeIfAbsent("whole", key -> FoldedFactors.whole(ratings, split));
    }

    FoldedFactors byItem() {
      Factors whole = whole();
      return (FoldedFactors)
          made.computeIfAbsent("item", key -> FoldedFactors.byItem(ratings, split, whole));
    }

    FoldedFactors byRow() {
      Factors whole = whole();
      return (FoldedFactors)
          made.computeIfAbsent("row", key -> FoldedFactors.byRow(ratings, split, whole));
    }
  }
}
