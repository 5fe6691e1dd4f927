package io.llmrec.core.eval;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How much the items of one list differ, and how much of what it offers the user did not expect.
 */
public final class ListDiversity {

  private ListDiversity() {}

  /**
   * Intra-list distance: the mean of 1 - cosine over all pairs of different items.
   *
   * <p>0 for items that are all alike, 1 for unrelated ones, at most 2. Items without a vector and
   * repeats are passed over; NaN when fewer than two are left, so that a list of one item is not
   * taken for a diverse one. Ziegler et al., "Improving recommendation lists through topic
   * diversification", 2005; Smyth and McClave, 2001.
   */
  public static double intraListDistance(List<String> list, ItemVectors vectors) {
    List<Embedding> known = new ArrayList<>();
    for (String id : new LinkedHashSet<>(list)) {
      Embedding vector = vectors.find(id);
      if (vector != null) {
        known.add(vector);
      }
    }
    double sum = 0;
    for (int i = 1; i < known.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += 1 - known.get(i).dot(known.get(j));
      }
    }
    double pairs = known.size() * (known.size() - 1) / 2.0;
    return pairs > 0 ? sum / pairs : Double.NaN;
  }

  /**
   * Serendipity: items among the first k that are relevant and that an obvious recommender does not
   * offer, divided by k.
   *
   * <p>0 to 1. NaN when nothing is relevant. Ge, Delgado-Battenfeld and Jannach, "Beyond accuracy:
   * evaluating recommender systems by coverage and serendipity", 2010.
   *
   * @param expected what the obvious recommender offers, for example the most popular items
   */
  public static double serendipity(
      List<String> list, Set<String> relevant, Set<String> expected, int k) {
    Checks.atLeast("k", k, 1);
    Set<String> surprising = new HashSet<>();
    for (String id : list.subList(0, Math.min(k, list.size()))) {
      if (relevant.contains(id) && !expected.contains(id)) {
        surprising.add(id);
      }
    }
    return relevant.isEmpty() ? Double.NaN : (double) surprising.size() / k;
  }
}
