package io.llmrec.examples.shop;

import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where shoppers meet pages: carries out visits and records what happens. Explained in {@link
 * ShopSimulator}.
 */
final class ShopFloor {

  static final double FRONT_PAGE = 0.25;
  static final double SHUFFLED_PAGE = 1 / 12.0;
  static final double ONE_MORE_PAGE = 0.45;
  static final int MOST_PAGES = 5;
  static final double EXAMINATION_DECAY = 0.6;

  /** By slot, the probability that it is looked at. */
  private static final double[] EXAMINATION = examination();

  static final double BOUGHT_AFTER_CART = 0.45;
  static final double PULL = 2;

  private static final double APPEAL = -0.9;
  private static final double APPEAL_TYPE = 1.2;
  private static final double APPEAL_BRAND = 0.7;
  private static final double APPEAL_QUALITY = 0.5;
  private static final double APPEAL_PRICE = -2;
  private static final double APPEAL_FAME = 0.1;
  private static final double APPEAL_FOREIGN = -0.6;
  private static final double APPEAL_OWNED = -3;
  private static final double APPEAL_RAN_OUT = 1.5;
  private static final double APPEAL_FRONT = -1.5;
  private static final double APPEAL_INTEREST = 2.5;
  private static final double CART_THRESHOLD = 1;

  /** What the kinds of event are worth, for the shop's popularity and as an interaction's value. */
  private static final Map<String, Double> WORTH = Map.of("view", 1.0, "cart", 3.0, "buy", 5.0);

  private static final int SECONDS_PER_SLOT = 4;
  private static final int SECONDS_PER_ITEM = 45;

  private final List<Leaf> leaves;
  private final Map<String, Integer> positions = new HashMap<>();
  private final ShopKnowledge knowledge;
  private final Storefront storefront;
  private final Map<String, Double> quality;
  private final List<Interaction> events = new ArrayList<>();
  private final List<PageView> pages = new ArrayList<>();
  private LocalDate today = LocalDate.MIN;
  private double[] season = {};

  ShopFloor(
      List<Leaf> leaves,
      ShopKnowledge knowledge,
      Storefront storefront,
      Map<String, Double> quality) {
    this.leaves = leaves;
    this.knowledge = knowledge;
    this.storefront = storefront;
    this.quality = quality;
    for (Leaf leaf : leaves) {
      positions.put(leaf.key(), positions.size());
    }
  }

  List<Interaction> events() {
    return events;
  }

  List<PageView> pages() {
    return pages;
  }

  void visit(Shopper shopper, Instant start, Dice dice) {
    open(day(start));
    Instant now = start;
    for (int page = 0; page < MOST_PAGES && !shopper.hasHadEnough(); page++) {
      if (page > 0 && !dice.chance(ONE_MORE_PAGE)) {
        return;
      }
      boolean front = page == 0 && dice.chance(FRONT_PAGE);
      now = browse(shopper, front ? PageView.Order.FRONT : leafOrder(dice), now, dice);
    }
  }

  private void open(LocalDate day) {
    if (!day.equals(today)) {
      today = day;
      storefront.open(day);
      season = leaves.stream().mapToDouble(leaf -> Season.demand(leaf.demand(), day)).toArray();
    }
  }

  private static PageView.Order leafOrder(Dice dice) {
    return dice.chance(SHUFFLED_PAGE) ? PageView.Order.SHUFFLED : PageView.Order.SHELF;
  }

  /**
   * Shows one page, lets the shopper act on it, and returns the time at which the shopper is done.
   */
  private Instant browse(Shopper shopper, PageView.Order order, Instant start, Dice dice) {
    String leaf = leaves.get(dice.weighted(leafWeights(shopper, start))).key();
    List<Product> shown = storefront.page(order, leaf, shopper.languages(), dice);
    List<Integer> viewed = new ArrayList<>();
    Instant now = start;
    for (int slot = 0; slot < shown.size() && !shopper.hasHadEnough(); slot++) {
      now = now.plusSeconds(SECONDS_PER_SLOT);
      if (!dice.chance(EXAMINATION[slot])) {
        continue;
      }
      double appeal = appeal(shopper, shown.get(slot), order, now);
      if (dice.chance(logistic(appeal))) {
        viewed.add(slot);
        now = open(shopper, shown.get(slot), appeal, now, dice);
      }
    }
    List<String> ids = shown.stream().map(Product::id).toList();
    pages.add(new PageView(shopper.customer().id(), start, order, ids, viewed));
    return now;
  }

  /** View, perhaps cart, perhaps purchase. */
  private Instant open(Shopper shopper, Product product, double appeal, Instant start, Dice dice) {
    record(shopper, product, "view", start);
    Instant now = start.plusSeconds(SECONDS_PER_ITEM);
    if (shopper.hasHadEnough() || !dice.chance(logistic(appeal - CART_THRESHOLD))) {
      return now;
    }
    record(shopper, product, "cart", now);
    shopper.pull(pulls(product.leaf()), now);
    now = now.plusSeconds(SECONDS_PER_ITEM);
    if (!shopper.hasHadEnough() && dice.chance(BOUGHT_AFTER_CART)) {
      record(shopper, product, "buy", now);
      shopper.buy(product.id(), now);
      shopper.pull(pulls(product.leaf()), now);
    }
    return now;
  }

  private void record(Shopper shopper, Product product, String kind, Instant now) {
    double worth = Lookup.in(WORTH, kind);
    events.add(new Interaction(shopper.customer().id(), product.id(), kind, worth, now));
    storefront.count(product.id(), worth);
    shopper.countEvent();
  }

  private double[] leafWeights(Shopper shopper, Instant now) {
    double[] weights = shopper.wishes(now);
    for (int leaf = 0; leaf < weights.length; leaf++) {
      weights[leaf] *= season[leaf];
    }
    return weights;
  }

  private double[] pulls(String leaf) {
    return leaves.stream()
        .mapToDouble(other -> PULL * knowledge.affinities().between(leaf, other.key()).strength())
        .toArray();
  }

  /** How much an item speaks to a shopper, in logits. */
  private double appeal(Shopper shopper, Product product, PageView.Order order, Instant now) {
    int leaf = Lookup.in(positions, product.leaf());
    Leaf.Demand demand = leaves.get(leaf).demand();
    double priceGap =
        StrictMath.abs(shopper.customer().priceLevel() - knowledge.priceLevel(product.id()));
    boolean front = order == PageView.Order.FRONT;
    return APPEAL
        + when(shopper.likesType(product), APPEAL_TYPE)
        + when(shopper.likesBrand(product), APPEAL_BRAND)
        + APPEAL_QUALITY * Lookup.in(quality, product.id())
        + APPEAL_PRICE * priceGap
        + APPEAL_FAME * storefront.fame(product)
        + when(!shopper.prefers(product.language()), APPEAL_FOREIGN)
        + when(shopper.stillHas(product.id(), demand, now), APPEAL_OWNED)
        + when(shopper.ranOutOf(product.id(), demand, now), APPEAL_RAN_OUT)
        + when(front, APPEAL_FRONT + APPEAL_INTEREST * shopper.interest(leaf));
  }

  private static double when(boolean condition, double weight) {
    return condition ? weight : 0;
  }

  private static double[] examination() {
    double[] probabilities = new double[Storefront.SLOTS];
    for (int slot = 0; slot < probabilities.length; slot++) {
      probabilities[slot] = StrictMath.pow(1 + slot, -EXAMINATION_DECAY);
    }
    return probabilities;
  }

  private static double logistic(double logits) {
    return 1 / (1 + StrictMath.exp(-logits));
  }

  private static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
