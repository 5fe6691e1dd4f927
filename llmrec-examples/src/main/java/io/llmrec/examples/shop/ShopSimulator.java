package io.llmrec.examples.shop;

import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Generates what 2,000 customers did in the sample shop over 90 days, 2026-04-02 to 2026-06-30
 * (UTC).
 *
 * <p><b>Customers.</b> 58 % read English, 30 % Chinese, 12 % both (one of them preferred). Each has
 * 1 to 3 interests among the leaf categories, drawn by the categories' weights. The taste for a
 * leaf is log-normal (spread 0.6), times 25, 16 and 10 for the interests, times 1 + 3 * affinity
 * for leaves that go with an interest. On each shelf a customer has one favourite type of product
 * and one favourite brand, and everywhere the same price level, normal (0.45, spread 0.25) on the
 * scale from the cheapest item of a shelf (0) to the dearest (1).
 *
 * <p><b>Visits.</b> 1 + a log-normal number (logarithm: mean 1.7, spread 0.8) of visits, at most
 * 80. One customer in five joins during the period, on a uniform day. A weekend day has 1.3 times,
 * a day of the mid-year sale (16 to 18 June) 1.8 times the visits of a weekday; the hour follows
 * {@code HOURS}. A visit has one page, and after each page another with probability 0.45, at most
 * 5.
 *
 * <p><b>Pages.</b> The first page of a visit is the front page with probability 0.25; every other
 * page is that of one leaf, drawn in proportion to taste * season * (1 + pull). Season: the leaf's
 * weight * (1 + swing * cos(2 pi * days from its peak / 365.25)), see {@code categories.tsv}. Pull:
 * a cart addition or purchase adds 2 * affinity to each leaf that goes with it, fading with a time
 * constant of 7 days. A page has 10 slots, with items already listed in the customer's languages,
 * by log(1 + popularity) + normal noise (spread 0.5). On the front page the 120 items most popular
 * at the beginning of the day compete under a noise of spread 1. One leaf page in twelve is in
 * random order.
 *
 * <p><b>Popularity.</b> A view counts 1, a cart addition 3, a purchase 5; half is forgotten in 20
 * days. At the start an item has 20 * min(1, age / 90 days) * log-normal (spread 0.8) points: items
 * listed later begin with none and stay below the popular ones, the rich get richer.
 *
 * <p><b>Choices.</b> The slot at position s = 0, 1, ... is examined with probability (1 + s)^-0.6,
 * whatever stands there. An examined item is opened with probability logistic(appeal), put into the
 * cart with probability logistic(appeal - 1) after that, and bought with probability 0.45 after
 * that. Appeal = -0.9 + 1.2 (favourite type) + 0.7 (favourite brand) + 0.5 * quality of the item
 * (standard normal) - 2 * distance of the price levels + 0.1 * log(1 + popularity) - 0.6 (the
 * language not preferred) - 3 (bought and not used up) + 1.5 (bought and used up); on the front
 * page also + 2.5 * (interest in the leaf, 1 for the strongest) - 1.5.
 *
 * <p><b>Cold.</b> 8 % of the customers stop after 0, 1 or 2 events. 5 to 10 % of the items are
 * listed in the last seven days.
 *
 * <p>Deterministic: the same items give the same log, event for event, on every JVM.
 */
public final class ShopSimulator {

  /** The number of customers. */
  public static final int USERS = 2000;

  /** The length of the simulated period in days. */
  public static final int DAYS = 90;

  /** The last day of the period. */
  public static final LocalDate LAST_DAY = ProductMaker.LAST_DAY;

  /** The first day of the period. */
  public static final LocalDate FIRST_DAY = LAST_DAY.minusDays(DAYS - 1);

  /** How often an hour of the day (UTC) is the hour of a visit, relative to the others. */
  static final double[] HOURS = {
    2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 6, 7, 6, 5, 5, 5, 6, 7, 9, 10, 9, 6, 4
  };

  private static final long SEED = 902_000L;

  /** The log is closed at the midnight after the last day, whoever is still in the shop. */
  private static final Instant END = LAST_DAY.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);

  private static final double JOINS_LATER = 0.2;
  private static final double VISITS_MEAN = 1.7;
  private static final double VISITS_SPREAD = 0.8;
  private static final int VISITS_MOST = 80;

  /** A visit to come. */
  private record Visit(Instant start, int shopper) {}

  private final List<Leaf> leaves;
  private final List<Product> products;
  private final ShopKnowledge knowledge;

  ShopSimulator(List<Leaf> leaves, List<Product> products, ShopKnowledge knowledge) {
    this.leaves = leaves;
    this.products = products;
    this.knowledge = knowledge;
  }

  /** Runs the 90 days. Takes under a second. */
  ShopLog simulate() {
    Dice dice = Dice.of(SEED, "visits");
    List<Shopper> shoppers =
        new Population(leaves, knowledge.affinities(), products).draw(USERS, SEED);
    ShopFloor floor = new ShopFloor(leaves, knowledge, storefront(), quality());
    for (Visit visit : visits(shoppers.size(), dice)) {
      floor.visit(shoppers.get(visit.shopper()), visit.start(), dice);
    }
    List<Customer> customers = shoppers.stream().map(Shopper::customer).toList();
    List<PageView> pages =
        floor.pages().stream().filter(page -> page.time().isBefore(END)).toList();
    return new ShopLog(customers, inOrder(floor.events()), pages);
  }

  private Storefront storefront() {
    return new Storefront(products, FIRST_DAY, Dice.of(SEED, "popularity"));
  }

  private Map<String, Double> quality() {
    Dice luck = Dice.of(SEED, "quality");
    Map<String, Double> quality = new HashMap<>();
    products.forEach(product -> quality.put(product.id(), luck.normal()));
    return quality;
  }

  /** All visits of all shoppers, in the order of time. */
  private List<Visit> visits(int shoppers, Dice dice) {
    List<Visit> visits = new ArrayList<>();
    for (int shopper = 0; shopper < shoppers; shopper++) {
      int joined = dice.chance(JOINS_LATER) ? dice.below(DAYS) : 0;
      double[] activity = activityFrom(joined);
      for (int left = visitCount(dice); left > 0; left--) {
        visits.add(new Visit(start(dice.weighted(activity), dice), shopper));
      }
    }
    visits.sort(Comparator.comparing(Visit::start).thenComparing(Visit::shopper));
    return visits;
  }

  private static int visitCount(Dice dice) {
    double more = StrictMath.exp(VISITS_MEAN + VISITS_SPREAD * dice.normal());
    return (int) StrictMath.min(VISITS_MOST, 1 + StrictMath.floor(more));
  }

  private static double[] activityFrom(int joined) {
    double[] activity = new double[DAYS];
    for (int day = joined; day < DAYS; day++) {
      activity[day] = Season.activity(FIRST_DAY.plusDays(day));
    }
    return activity;
  }

  private static Instant start(int day, Dice dice) {
    int second = dice.below(3600);
    return FIRST_DAY
        .plusDays(day)
        .atTime(dice.weighted(HOURS), 0)
        .plusSeconds(second)
        .toInstant(ZoneOffset.UTC);
  }

  private static List<Interaction> inOrder(List<Interaction> events) {
    return events.stream()
        .filter(event -> event.time().isBefore(END))
        .sorted(Comparator.comparing(Interaction::time).thenComparing(Interaction::userId))
        .toList();
  }
}
