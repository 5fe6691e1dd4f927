package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the shop shows: it counts what is done with its items and puts the popular ones on top. */
final class Storefront {

  static final int SLOTS = 10;

  /** How many of the most popular items compete for the front page; more than any shelf holds. */
  static final int BESTSELLERS = 120;

  /** Days in which half of an item's popularity is forgotten. */
  static final double HALF_LIFE_DAYS = 20;

  private static final double SHELF_SHAKE = 0.5;
  private static final double FRONT_SHAKE = 1.0;
  private static final double START = 20;
  private static final double START_SPREAD = 0.8;
  private static final int START_DAYS = 90;

  /** An item and the noise under which it competes for a slot on one page. */
  private record Contender(Product product, double score) {}

  /** Products that are not on sale yet, the next one first. */
  private final Deque<Product> waiting = new ArrayDeque<>();

  /** What is on sale, by popularity at the beginning of the day. */
  private final List<Product> onSale = new ArrayList<>();

  private final Map<String, List<Product>> shelves = new HashMap<>();
  private final Map<String, Double> popularity = new HashMap<>();

  /**
   * The logarithm of 1 + popularity, kept because it is asked for far more often than it changes.
   */
  private final Map<String, Double> fame = new HashMap<>();

  private LocalDate today;

  Storefront(List<Product> products, LocalDate firstDay, Dice dice) {
    for (Product product : products) {
      popularity.put(product.id(), startingPopularity(product, firstDay, dice.normal()));
      shelves.put(product.leaf(), new ArrayList<>());
    }
    products.stream()
        .sorted(Comparator.comparing(Product::listed).thenComparing(Product::id))
        .forEach(waiting::add);
    today = firstDay;
    updateFame();
    putOnSale();
  }

  /** Begins a day: forgets for the days that passed, and puts on sale what is listed by now. */
  void open(LocalDate day) {
    long days = ChronoUnit.DAYS.between(today, day);
    if (days > 0) {
      double kept = StrictMath.pow(0.5, days / HALF_LIFE_DAYS);
      popularity.replaceAll((id, points) -> points * kept);
      today = day;
      updateFame();
      putOnSale();
    }
  }

  void count(String itemId, double points) {
    double now = popularity.merge(itemId, points, Double::sum);
    fame.put(itemId, StrictMath.log1p(now));
  }

  /** The logarithm of 1 + an item's popularity. */
  double fame(Product product) {
    return Lookup.in(fame, product.id());
  }

  /** The products of one page for somebody who reads these languages, from the top slot down. */
  List<Product> page(PageView.Order order, String leaf, List<Language> languages, Dice dice) {
    List<Product> source = order == PageView.Order.FRONT ? onSale : Lookup.in(shelves, leaf);
    List<Product> readable =
        source.stream()
            .filter(product -> languages.contains(product.language()))
            .limit(BESTSELLERS)
            .toList();
    return switch (order) {
      case FRONT -> best(readable, FRONT_SHAKE, dice);
      case SHELF -> best(readable, SHELF_SHAKE, dice);
      case SHUFFLED -> dice.shuffled(readable).stream().limit(SLOTS).toList();
    };
  }

  private void updateFame() {
    popularity.forEach((id, points) -> fame.put(id, StrictMath.log1p(points)));
  }

  private void putOnSale() {
    while (!waiting.isEmpty() && !waiting.peek().listed().isAfter(today)) {
      Product product = waiting.remove();
      onSale.add(product);
      Lookup.in(shelves, product.leaf()).add(product);
    }
    onSale.sort(Comparator.comparing(this::fame).reversed().thenComparing(Product::id));
  }

  private List<Product> best(List<Product> candidates, double shake, Dice dice) {
    List<Contender> contenders = new ArrayList<>();
    for (Product product : candidates) {
      contenders.add(new Contender(product, fame(product) + shake * dice.normal()));
    }
    contenders.sort(Comparator.comparingDouble(Contender::score).reversed());
    return contenders.stream().limit(SLOTS).map(Contender::product).toList();
  }

  /** What older items have gathered before the first day; nothing for those not yet listed. */
  private static double startingPopularity(Product product, LocalDate firstDay, double luck) {
    long age = ChronoUnit.DAYS.between(product.listed(), firstDay);
    double ripeness = StrictMath.max(0, StrictMath.min(1, age / (double) START_DAYS));
    return START * ripeness * StrictMath.exp(START_SPREAD * luck);
  }
}
