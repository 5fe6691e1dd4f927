package io.llmrec.core.eval;

import io.llmrec.core.catalog.Catalog;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the lists of all users together spread over the catalog.
 *
 * <p>Ids that the catalog does not have are passed over; an item that a list repeats was shown
 * twice.
 */
public final class Exposure {

  private final Catalog catalog;
  private final Map<String, Long> shown = new HashMap<>();

  private Exposure(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Counts how often each item of the catalog is on a list. */
  public static Exposure of(Collection<List<String>> lists, Catalog catalog) {
    Exposure exposure = new Exposure(catalog);
    for (List<String> list : lists) {
      for (String id : list) {
        if (catalog.find(id) != null) {
          exposure.shown.merge(id, 1L, Long::sum);
        }
      }
    }
    return exposure;
  }

  /** How often each item was shown, in the order of the catalog, 0 for those never shown. */
  public double[] counts() {
    return catalog.stream().mapToDouble(item -> shown.getOrDefault(item.id(), 0L)).toArray();
  }

  /** Catalog coverage: the share of the catalog that is on at least one list, 0 to 1. */
  public double itemCoverage() {
    return (double) shown.size() / catalog.size();
  }

  /**
   * Leaf-category coverage: of the leaf categories of the catalog the share of which an item is on
   * a list, 0 to 1; NaN where no item has a category.
   */
  public double leafCategoryCoverage() {
    Set<List<String>> all = new HashSet<>();
    Set<List<String>> covered = new HashSet<>();
    catalog.stream()
        .filter(item -> !item.categories().isEmpty())
        .forEach(
            item -> {
              // The whole path: two branches may have leaves of the same name.
              all.add(item.categories());
              if (shown.containsKey(item.id())) {
                covered.add(item.categories());
              }
            });
    return all.isEmpty() ? Double.NaN : (double) covered.size() / all.size();
  }

  /** {@link #gini(double[])} of {@link #counts}. */
  public double gini() {
    return gini(counts());
  }

  /** {@link #entropy(double[])} of {@link #counts}. */
  public double entropy() {
    return entropy(counts());
  }

  /**
   * The Gini coefficient: sum of (2i - n - 1) * x_(i) over the values in rising order, divided by n
   * * sum of x.
   *
   * <p>0 when all are shown equally often, (n - 1) / n when one has everything; NaN when nothing is
   * shown. Give the zeros too. Gini 1912; Fleder and Hosanagar, "Blockbuster culture's next rise or
   * fall", 2009.
   *
   * @param counts finite, at least 0
   */
  public static double gini(double[] counts) {
    double[] rising = counts.clone();
    Arrays.sort(rising);
    double sum = total(counts);
    double weighted = 0;
    for (int i = 0; i < rising.length; i++) {
      weighted += (2.0 * (i + 1) - rising.length - 1) * rising[i];
    }
    return sum == 0 ? Double.NaN : weighted / (rising.length * sum);
  }

  /**
   * Shannon's entropy in bits: - sum of p * log2 p, p = count / sum of counts.
   *
   * <p>0 when one has everything, log2 n when all are equal; NaN when nothing is counted. Shannon
   * 1948. Serves exposure over items as well as the categories of one list.
   *
   * @param counts finite, at least 0
   */
  public static double entropy(double[] counts) {
    double sum = total(counts);
    double bits = 0;
    for (double count : counts) {
      if (count > 0) {
        bits -= count / sum * Stats.log2(count / sum);
      }
    }
    return sum == 0 ? Double.NaN : bits;
  }

  private static double total(double[] counts) {
    Checks.finite("counts", counts, 0);
    for (double count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("counts must be at least 0, was " + count);
      }
    }
    return Arrays.stream(counts).sum();
  }
}
