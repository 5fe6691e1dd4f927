package io.llmrec.prompt.enrich.category;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which categories a model may choose from for one: a prompt cannot hold a taxonomy of
 * thousands. Safe for use by several threads; the same category always gets the same list.
 */
@FunctionalInterface
public interface Shortlist {

  /** The most categories that are shown. */
  int MAX = 200;

  /** Ids of leaf categories, each once, not the category itself, at most {@value #MAX}. */
  List<String> of(String leaf);

  /**
   * All other leaves where they are few; otherwise those often chosen together with it, those most
   * like it, then those nearest in the tree.
   *
   * @param evidence what interactions show, or null
   * @param embeddings vectors of categories, or null
   */
  static Shortlist of(
      Taxonomy taxonomy,
      @Nullable CategoryEvidence evidence,
      @Nullable CategoryEmbeddings embeddings) {
    return leaf -> {
      Set<String> chosen = new LinkedHashSet<>();
      if (evidence != null) {
        chosen.addAll(evidence.strongest(leaf));
      }
      if (embeddings != null) {
        chosen.addAll(embeddings.nearest(taxonomy, leaf, MAX / 4));
      }
      List<String> others = new ArrayList<>(taxonomy.leaves());
      others.sort(Comparator.comparingInt(other -> taxonomy.distance(leaf, other)));
      chosen.addAll(others);
      chosen.remove(leaf);
      return chosen.stream().limit(MAX).toList();
    };
  }
}
