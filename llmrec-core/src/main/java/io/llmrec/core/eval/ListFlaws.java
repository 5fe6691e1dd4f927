package io.llmrec.core.eval;

import io.llmrec.core.catalog.Catalog;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with the lists of a system.
 *
 * @param emptyLists cases that got no item
 * @param unknownItems ids that are not in the catalog, 0 where none was given
 * @param repeatedItems ids that their list holds already
 * @param badScores candidates that got NaN for a score
 */
public record ListFlaws(long emptyLists, long unknownItems, long repeatedItems, long badScores) {

  static ListFlaws of(List<List<String>> lists, @Nullable Catalog catalog, long badScores) {
    long empty = 0;
    long unknown = 0;
    long repeated = 0;
    for (List<String> list : lists) {
      empty += list.isEmpty() ? 1 : 0;
      Set<String> seen = new HashSet<>();
      for (String id : list) {
        repeated += seen.add(id) ? 0 : 1;
        unknown += catalog != null && catalog.find(id) == null ? 1 : 0;
      }
    }
    return new ListFlaws(empty, unknown, repeated, badScores);
  }

  /** Whether nothing was wrong. */
  public boolean none() {
    return emptyLists + unknownItems + repeatedItems + badScores == 0;
  }
}
