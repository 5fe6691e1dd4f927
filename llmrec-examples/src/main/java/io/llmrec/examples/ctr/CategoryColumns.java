package io.llmrec.examples.ctr;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.enrich.category.CategoryEmbeddings;
import io.llmrec.prompt.enrich.category.CategoryMatch;
import io.llmrec.prompt.enrich.category.CategoryMatchFeatures;
import io.llmrec.prompt.enrich.category.CategoryMatches;
import io.llmrec.prompt.enrich.category.MatchKind;
import io.llmrec.prompt.enrich.category.Taxonomy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What categories say of each sample: whether the film's belongs to those of the user's history. A
 * film's genres in their order are its path in the tree. No language model's matches are recorded
 * for these films: here each category belongs to those whose films' texts are most alike.
 */
final class CategoryColumns {

  /** The name of the source. */
  static final String NAME = "categories";

  private static final int MATCHES = 8;
  private static final int RECENT = 50;

  private final List<Item> films;
  private final Taxonomy taxonomy;
  private final CategoryEmbeddings embeddings;

  /**
   * Categories of films.
   *
   * @param vectors of the films
   */
  CategoryColumns(List<Item> films, VectorTable vectors) {
    this.films = films;
    this.taxonomy = Taxonomy.ofItems(films.stream());
    this.embeddings = new CategoryEmbeddings(taxonomy, Catalog.of(films), vectors);
  }

  /** The leaf category of a film by number; empty where it has none. */
  String leaf(int film) {
    String leaf = taxonomy.leafOf(films.get(film));
    return leaf == null ? "" : leaf;
  }

  /** The vector of each film's category. */
  VectorTable table() {
    List<String> ids = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (int film = 0; film < films.size(); film++) {
      Embedding found = embeddings.find(leaf(film));
      if (found != null) {
        ids.add(films.get(film).id());
        vectors.add(found);
      }
    }
    return VectorTable.of(ids, vectors);
  }

  private CategoryMatches matches() {
    List<CategoryMatch> matches = new ArrayList<>();
    for (String leaf : taxonomy.leaves()) {
      Embedding own = embeddings.find(leaf);
      for (String near : embeddings.nearest(taxonomy, leaf, MATCHES)) {
        Embedding other = embeddings.find(near);
        double cosine = own == null || other == null ? 0 : Math.min(1, own.dot(other));
        if (cosine > 0) {
          matches.add(
              new CategoryMatch(leaf, near, MatchKind.SUBSTITUTE, cosine, "texts are alike"));
        }
      }
    }
    return CategoryMatches.of(taxonomy, matches);
  }

  /** A column for each of {@link CategoryMatchFeatures#NAMES}. */
  Columns of(Ratings ratings, CtrSplit split) {
    CategoryMatchFeatures features =
        new CategoryMatchFeatures(matches(), Catalog.of(films), embeddings);
    Map<String, float[]> columns = new LinkedHashMap<>();
    CategoryMatchFeatures.NAMES.forEach(
        name -> columns.put("category_" + name, new float[ratings.size()]));
    int[] starts = ratings.starts();
    for (int row = 0; row < ratings.size(); row++) {
      UserContext user =
          UserContext.of(
              ratings.users().get(ratings.user()[row]), history(ratings, split, starts, row));
      double[] found = features.of(user, List.of(films.get(ratings.item()[row]))).get(0);
      for (int i = 0; i < found.length; i++) {
        float[] column = columns.get("category_" + CategoryMatchFeatures.NAMES.get(i));
        if (column != null) {
          column[row] = (float) found[i];
        }
      }
    }
    return new Columns(columns);
  }

  private static List<Interaction> history(Ratings ratings, CtrSplit split, int[] starts, int row) {
    List<Interaction> latest = new ArrayList<>();
    int from = starts[ratings.user()[row]];
    for (int at = row - 1; at >= from && latest.size() < RECENT; at--) {
      if (split.remembers(at)) {
        latest.add(
            Interaction.view(
                ratings.users().get(ratings.user()[at]),
                ratings.items().get(ratings.item()[at]),
                Instant.ofEpochSecond(ratings.seconds()[at])));
      }
    }
    Collections.reverse(latest);
    return latest;
  }
}
