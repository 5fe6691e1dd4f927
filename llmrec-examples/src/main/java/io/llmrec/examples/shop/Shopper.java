package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A customer on the way through the shop: fixed tastes, and what was bought and looked for so far.
 */
final class Shopper {

  /** Days after which what a purchase makes a customer look for is down to 1/e. */
  static final double PULL_DAYS = 7;

  /**
   * What never changes about a shopper.
   *
   * @param tastes how much each leaf is liked, by the leaf's position, relative to the others
   * @param types the favourite type of product per shelf (language and leaf key)
   * @param brands the favourite brand per shelf
   * @param patience the number of events after which the shopper has had enough for the whole
   *     period
   */
  record Nature(
      double[] tastes, Map<String, String> types, Map<String, String> brands, int patience) {}

  private final Customer customer;
  private final Nature nature;
  private final double[] pulls;
  private final Map<String, Instant> bought = new HashMap<>();
  private Instant pulledAt = Instant.EPOCH;
  private int events;

  Shopper(Customer customer, Nature nature) {
    this.customer = customer;
    this.nature = nature;
    this.pulls = new double[nature.tastes().length];
  }

  Customer customer() {
    return customer;
  }

  boolean hasHadEnough() {
    return events >= nature.patience();
  }

  void countEvent() {
    events++;
  }

  /**
   * How much each leaf is looked for now, before the season: taste and what earlier purchases call
   * for.
   */
  double[] wishes(Instant now) {
    double fading = StrictMath.exp(-days(pulledAt, now) / PULL_DAYS);
    double[] wishes = nature.tastes().clone();
    for (int i = 0; i < wishes.length; i++) {
      wishes[i] *= 1 + pulls[i] * fading;
    }
    return wishes;
  }

  /** How much a leaf is liked, 1 for the one that is liked best. */
  double interest(int leaf) {
    double best = 0;
    for (double taste : nature.tastes()) {
      best = StrictMath.max(best, taste);
    }
    return nature.tastes()[leaf] / best;
  }

  /** After a cart addition or a purchase, leaves that go with it are looked for more. */
  void pull(double[] strengths, Instant now) {
    double fading = StrictMath.exp(-days(pulledAt, now) / PULL_DAYS);
    for (int i = 0; i < pulls.length; i++) {
      pulls[i] = pulls[i] * fading + strengths[i];
    }
    pulledAt = now;
  }

  boolean likesType(Product product) {
    return product.fact("type").equals(nature.types().get(shelf(product)));
  }

  boolean likesBrand(Product product) {
    return product.fact("brand").equals(nature.brands().get(shelf(product)));
  }

  void buy(String itemId, Instant now) {
    bought.put(itemId, now);
  }

  /** Whether the item was bought and is not used up yet. */
  boolean stillHas(String itemId, Leaf.Demand demand, Instant now) {
    Instant last = bought.get(itemId);
    return last != null && (demand.lasts() == 0 || days(last, now) < demand.lasts());
  }

  /** Whether the item was bought and is used up. */
  boolean ranOutOf(String itemId, Leaf.Demand demand, Instant now) {
    return bought.containsKey(itemId) && !stillHas(itemId, demand, now);
  }

  /** The name of the shelf on which a product stands. */
  static String shelf(Product product) {
    return product.language().code() + " " + product.leaf();
  }

  /** Whether this is the language in which the shopper likes best to read. */
  boolean prefers(Language language) {
    return customer.languages().get(0) == language;
  }

  List<Language> languages() {
    return customer.languages();
  }

  private static double days(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds() / 86_400.0;
  }
}
