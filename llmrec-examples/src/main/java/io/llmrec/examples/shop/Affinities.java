package io.llmrec.examples.shop;

import java.util.HashMap;
import java.util.Map;

/** Which leaf categories go together, from {@code affinities.tsv}. */
final class Affinities {

  /**
   * A pair of leaf categories that go together.
   *
   * @param strength 0 to 1
   * @param whyEn the reason in English
   * @param whyZh the reason in Chinese
   */
  record Bond(double strength, String whyEn, String whyZh) {}

  private static final Bond NONE = new Bond(0, "nothing joins them", "没有明显关联");

  private final Map<String, Bond> bonds;

  private Affinities(Map<String, Bond> bonds) {
    this.bonds = bonds;
  }

  static Affinities read() {
    Map<String, Bond> bonds = new HashMap<>();
    for (Map<String, String> row : ShopFile.table("affinities.tsv")) {
      Bond bond =
          new Bond(
              Double.parseDouble(Lookup.in(row, "strength")),
              Lookup.in(row, "why.en"),
              Lookup.in(row, "why.zh"));
      bonds.put(pair(Lookup.in(row, "a"), Lookup.in(row, "b")), bond);
      bonds.put(pair(Lookup.in(row, "b"), Lookup.in(row, "a")), bond);
    }
    return new Affinities(bonds);
  }

  /** The bond between two different leaves; of strength 0 where there is none. */
  Bond between(String leaf, String other) {
    return bonds.getOrDefault(pair(leaf, other), NONE);
  }

  private static String pair(String leaf, String other) {
    return leaf + "\t" + other;
  }
}
