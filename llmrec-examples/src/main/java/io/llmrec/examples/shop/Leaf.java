package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A leaf of the shop's taxonomy with its shelf in each language.
 *
 * @param key what the data files call it, the same in both languages
 * @param shelves where the goods of a language stand
 * @param demand how much customers want of it, and when
 */
record Leaf(String key, Map<Language, Shelf> shelves, Demand demand) {

  /**
   * The goods of one language.
   *
   * @param top name of the category above
   * @param name name of the leaf category
   * @param items how many items it holds, at least 1
   */
  record Shelf(String top, String name, int items) {}

  /**
   * How much a shelf is wanted.
   *
   * @param weight relative to other shelves, on an average day, above 0
   * @param peak day of the highest demand
   * @param swing share by which the peak lies above the average and the trough below it, 0 to 1
   * @param lasts days until a customer may buy the same item again, 0 for never
   */
  record Demand(double weight, MonthDay peak, double swing, int lasts) {

    Demand {
      if (!(weight > 0) || !(swing >= 0 && swing <= 1) || lasts < 0) {
        throw new IllegalArgumentException(
            "weight must be above 0, swing between 0 and 1, lasts at least 0, were %s, %s, %s"
                .formatted(weight, swing, lasts));
      }
    }
  }

  /** All leaves, in the order of {@code categories.tsv}. */
  static List<Leaf> readAll() {
    List<Leaf> leaves = new ArrayList<>();
    for (Map<String, String> row : ShopFile.table("categories.tsv")) {
      leaves.add(new Leaf(Lookup.in(row, "key"), shelves(row), demand(row)));
    }
    return List.copyOf(leaves);
  }

  Shelf shelf(Language language) {
    return Lookup.in(shelves, language);
  }

  private static Map<Language, Shelf> shelves(Map<String, String> row) {
    Map<Language, Shelf> shelves = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      String code = language.code();
      int items = Integer.parseInt(Lookup.in(row, code));
      shelves.put(
          language,
          new Shelf(Lookup.in(row, "top." + code), Lookup.in(row, "leaf." + code), items));
    }
    return shelves;
  }

  private static Demand demand(Map<String, String> row) {
    return new Demand(
        Double.parseDouble(Lookup.in(row, "weight")),
        MonthDay.parse("--" + Lookup.in(row, "peak")),
        Double.parseDouble(Lookup.in(row, "swing")),
        Integer.parseInt(Lookup.in(row, "lasts")));
  }
}
