package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Draws the shop's products from its product lines.
 *
 * <p>Types of a shelf take turns; a brand has each name once on a shelf; a brand's place in the
 * line decides where in the type's price range its product lies. The share {@link #COLD} of the
 * products is listed in the last week. Ids are given after shuffling, so that neighbours in the
 * file have nothing to do with each other.
 */
final class ProductMaker {

  /** The last day of the simulated period. */
  static final LocalDate LAST_DAY = LocalDate.parse("2026-06-30");

  /** Share of the items that are listed in the last {@link #COLD_DAYS} days. */
  static final double COLD = 0.08;

  static final int COLD_DAYS = 7;

  /** The oldest items were listed so many days before the cold ones. */
  private static final int OLDEST_DAYS = 480;

  private static final double BRAND_SPREAD = 0.7;
  private static final double PRICE_NOISE = 0.1;

  private final long seed;

  ProductMaker(long seed) {
    this.seed = seed;
  }

  /** All products of the shop, English before Chinese, in the order of their ids. */
  List<Product> makeAll(List<Leaf> leaves) {
    List<Product> products = new ArrayList<>();
    for (Language language : Language.values()) {
      products.addAll(make(language, leaves));
    }
    return List.copyOf(products);
  }

  private List<Product> make(Language language, List<Leaf> leaves) {
    Map<String, ProductLine> lines = ProductLine.readAll(language);
    List<Product> unnumbered = new ArrayList<>();
    for (Leaf leaf : leaves) {
      int items = leaf.shelf(language).items();
      unnumbered.addAll(new Shelf(language, Lookup.in(lines, leaf.key()), seed).fill(items));
    }
    List<Product> numbered = new ArrayList<>();
    for (Product product : Dice.of(seed, "ids " + language.code()).shuffled(unnumbered)) {
      String id = String.format(Locale.ROOT, "%s-%04d", language.code(), numbered.size() + 1);
      numbered.add(new Product(id, language, product.leaf(), product.facts()));
    }
    numbered.sort(Comparator.comparing(Product::id));
    return numbered;
  }

  /** One shelf while it is being filled. */
  private static final class Shelf {

    private final Language language;
    private final ProductLine line;
    private final Dice dice;
    private final List<String> brands;
    private final Map<String, List<String>> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Shelf(Language language, ProductLine line, long seed) {
      this.language = language;
      this.line = line;
      this.dice = Dice.of(seed, language.code() + " " + line.leaf());
      this.brands = line.words("brands");
    }

    List<Product> fill(int items) {
      int pairs = brands.size() * line.words("names").size();
      if (items > pairs && line.types().get(0).words("name").isEmpty()) {
        throw new IllegalStateException(
            "shelf '%s' is to hold %d items and has only %d pairs of brand and name"
                .formatted(line.leaf(), items, pairs));
      }
      List<Product> products = new ArrayList<>();
      for (int i = 0; i < items; i++) {
        ProductLine.Type type = line.types().get(i % line.types().size());
        products.add(new Product("unnumbered", language, line.leaf(), facts(type, i)));
      }
      return products;
    }

    private Map<String, String> facts(ProductLine.Type type, int position) {
      Map<String, String> facts = new LinkedHashMap<>();
      int brand = dice.below(brands.size());
      String name = name(type, position);
      while (!taken.add(brands.get(brand) + " " + name)) {
        brand = dice.below(brands.size());
        name = name(type, position);
      }
      facts.put("brand", brands.get(brand));
      facts.put("name", name);
      facts.put("type", type.name());
      facts.put("material", dice.pick(type.words("material")));
      List<String> features = dice.shuffled(type.words("feature"));
      facts.put("feature", features.get(0));
      facts.put("feature2", features.get(1));
      facts.put("audience", dice.pick(line.words("audiences")));
      facts.put("variant", dice.pick(line.words("variants")));
      facts.put("size", dice.pick(type.words("size")));
      facts.put("price", price(type, brand));
      facts.put("listed", listed().toString());
      return facts;
    }

    /** A name of the type's own, or every third time a model code, or a series name. */
    private String name(ProductLine.Type type, int position) {
      List<String> own = type.words("name");
      List<String> models = line.words("models");
      if (!own.isEmpty()) {
        return next(type.name(), own);
      }
      boolean code = !models.isEmpty() && position % 3 == 2;
      return code ? digits(dice.pick(models)) : next("series", line.words("names"));
    }

    /** The next of a shuffled list, which starts anew when it is used up. */
    private String next(String pool, List<String> all) {
      List<String> rest = names.computeIfAbsent(pool, key -> new ArrayList<>());
      if (rest.isEmpty()) {
        rest.addAll(dice.shuffled(all));
      }
      return rest.remove(rest.size() - 1);
    }

    private String digits(String pattern) {
      StringBuilder code = new StringBuilder();
      for (char c : pattern.toCharArray()) {
        code.append(c == '#' ? (char) ('1' + dice.below(9)) : c);
      }
      return code.toString();
    }

    private String price(ProductLine.Type type, int brand) {
      double tier = brand / (double) (brands.size() - 1);
      double place = (1 - BRAND_SPREAD) / 2 + BRAND_SPREAD * tier + PRICE_NOISE * dice.normal();
      double share = StrictMath.max(0, StrictMath.min(1, place));
      long whole = StrictMath.round(type.lowest() + share * (type.highest() - type.lowest()));
      String cents =
          dice.pick(
              language == Language.EN
                  ? List.of("99", "90", "49", "00")
                  : List.of("00", "00", "90"));
      return BigDecimal.valueOf(whole)
          .setScale(2, RoundingMode.UNNECESSARY)
          .toString()
          .replace(".00", "." + cents);
    }

    private LocalDate listed() {
      if (dice.chance(COLD)) {
        return LAST_DAY.minusDays(dice.below(COLD_DAYS));
      }
      return LAST_DAY.minusDays(COLD_DAYS + dice.below(OLDEST_DAYS));
    }
  }
}
