package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws customers with their tastes. The constants are explained in {@link ShopSimulator}. */
final class Population {

  static final double ENGLISH_ONLY = 0.58;
  static final double CHINESE_ONLY = 0.30;
  static final double COLD_USERS = 0.08;
  static final int COLD_USER_EVENTS = 2;

  private static final double TASTE_SPREAD = 0.6;
  private static final double[] INTEREST_FACTORS = {25, 16, 10};
  private static final double NEIGHBOUR_FACTOR = 3;
  private static final double PRICE_MEAN = 0.45;
  private static final double PRICE_SPREAD = 0.25;

  private final List<Leaf> leaves;
  private final Affinities affinities;
  private final Map<String, List<String>> typesOfShelf;
  private final Map<String, List<String>> brandsOfShelf;

  Population(List<Leaf> leaves, Affinities affinities, List<Product> products) {
    this.leaves = leaves;
    this.affinities = affinities;
    this.typesOfShelf = values(products, "type");
    this.brandsOfShelf = values(products, "brand");
  }

  List<Shopper> draw(int users, long seed) {
    List<Shopper> shoppers = new ArrayList<>();
    for (int i = 1; i <= users; i++) {
      String id = String.format(Locale.ROOT, "u-%04d", i);
      shoppers.add(draw(id, Dice.of(seed, id)));
    }
    return shoppers;
  }

  private Shopper draw(String id, Dice dice) {
    List<Language> languages = languages(dice);
    List<Integer> interests = interests(dice);
    double priceLevel = clamp(PRICE_MEAN + PRICE_SPREAD * dice.normal());
    List<String> keys = interests.stream().map(leaf -> leaves.get(leaf).key()).toList();
    int patience = dice.chance(COLD_USERS) ? dice.below(COLD_USER_EVENTS + 1) : Integer.MAX_VALUE;
    Shopper.Nature nature =
        new Shopper.Nature(
            tastes(interests, dice),
            favourites(typesOfShelf, dice),
            favourites(brandsOfShelf, dice),
            patience);
    return new Shopper(new Customer(id, languages, keys, priceLevel), nature);
  }

  private static List<Language> languages(Dice dice) {
    double draw = dice.unit();
    if (draw < ENGLISH_ONLY) {
      return List.of(Language.EN);
    }
    if (draw < ENGLISH_ONLY + CHINESE_ONLY) {
      return List.of(Language.ZH);
    }
    return dice.chance(0.5) ? List.of(Language.EN, Language.ZH) : List.of(Language.ZH, Language.EN);
  }

  /**
   * One to three different leaves, wanted leaves more often, as positions in the list of leaves.
   */
  private List<Integer> interests(Dice dice) {
    double[] weights = leaves.stream().mapToDouble(leaf -> leaf.demand().weight()).toArray();
    int count = 1 + dice.below(INTEREST_FACTORS.length);
    List<Integer> interests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int leaf = dice.weighted(weights);
      interests.add(leaf);
      weights[leaf] = 0;
    }
    return interests;
  }

  private double[] tastes(List<Integer> interests, Dice dice) {
    double[] tastes = new double[leaves.size()];
    for (int leaf = 0; leaf < tastes.length; leaf++) {
      tastes[leaf] = StrictMath.exp(TASTE_SPREAD * dice.normal());
    }
    for (int i = 0; i < interests.size(); i++) {
      int interest = interests.get(i);
      for (int leaf = 0; leaf < tastes.length; leaf++) {
        double bond =
            affinities.between(leaves.get(interest).key(), leaves.get(leaf).key()).strength();
        tastes[leaf] *= leaf == interest ? INTEREST_FACTORS[i] : 1 + NEIGHBOUR_FACTOR * bond;
      }
    }
    return tastes;
  }

  private static Map<String, String> favourites(Map<String, List<String>> choices, Dice dice) {
    Map<String, String> favourites = new HashMap<>();
    choices.forEach((shelf, values) -> favourites.put(shelf, dice.pick(values)));
    return favourites;
  }

  /** The different values of a fact on each shelf, in an order that never changes. */
  private static Map<String, List<String>> values(List<Product> products, String role) {
    Map<String, TreeSet<String>> sets = new TreeMap<>();
    for (Product product : products) {
      sets.computeIfAbsent(Shopper.shelf(product), key -> new TreeSet<>()).add(product.fact(role));
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    sets.forEach((shelf, values) -> lists.put(shelf, List.copyOf(values)));
    return lists;
  }

  private static double clamp(double level) {
    return StrictMath.max(0, StrictMath.min(1, level));
  }
}
