package io.llmrec.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.user.Interaction;
import io.llmrec.prompt.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopSimulatorTest {

  /** Also in docs/sample-shop.md. */
  private static final String CHECKSUM =
      "1dc17a7c233be9be6a3051965568f1de5e26aaac92ba788d50cc22a4eff832e2";

  private static final SampleShop SHOP = SampleShop.load();
  private static final List<Interaction> EVENTS = SHOP.interactions();

  @Test
  void givesTheSameEventsOnEveryRun() {
    assertEquals(CHECKSUM, SHOP.log().checksum());
    assertEquals(CHECKSUM, SampleShop.load().log().checksum());
  }

  @Test
  void hasTwoThousandCustomersAndTensOfThousandsOfEvents() {
    assertEquals(2000, SHOP.customers().size());
    assertEquals(2000, SHOP.customers().stream().map(Customer::id).distinct().count());
    assertTrue(EVENTS.size() > 40_000 && EVENTS.size() < 80_000, EVENTS.size() + " events");
  }

  @Test
  void staysWithinTheNinetyDaysAndInOrder() {
    Instant begin = Instant.parse("2026-04-02T00:00:00Z");
    Instant end = Instant.parse("2026-07-01T00:00:00Z");

    Instant previous = begin;
    for (Interaction event : EVENTS) {
      assertTrue(!event.time().isBefore(previous) && event.time().isBefore(end), event::toString);
      previous = event.time();
    }
  }

  @Test
  void viewsMoreThanItPutsIntoTheCartAndBuys() {
    long views = count("view");
    long carts = count("cart");
    long buys = count("buy");

    assertTrue(views > 2 * carts && carts > 1.5 * buys, views + ", " + carts + ", " + buys);
  }

  @Test
  void touchesNoItemBeforeItIsListed() {
    for (Interaction event : EVENTS) {
      LocalDate day = event.time().atZone(ZoneOffset.UTC).toLocalDate();

      assertTrue(!SHOP.knowledge().product(event.itemId()).listed().isAfter(day), event::toString);
    }
  }

  @Test
  void showsCustomersOnlyPagesTheyCanRead() {
    Map<String, Customer> customers =
        SHOP.customers().stream().collect(Collectors.toMap(Customer::id, customer -> customer));
    for (PageView page : SHOP.pages()) {
      for (String itemId : page.shown()) {
        Language language = SHOP.knowledge().product(itemId).language();
        assertTrue(customers.get(page.userId()).languages().contains(language));
      }
    }
  }

  @Test
  void recordsOnThePagesEveryView() {
    long viewed = SHOP.pages().stream().mapToLong(page -> page.viewed().size()).sum();

    // The views of a page opened just before the end may lie after the end.
    assertTrue(viewed >= count("view") && viewed <= count("view") + 20, viewed + " on pages");
  }

  @Test
  void wantsTentsAndSunscreenMoreInJuneThanInAprilAndNutsLess() {
    assertTrue(growth("tents") > 1.25, "tents " + growth("tents"));
    assertTrue(growth("sunscreen") > 1.25, "sunscreen " + growth("sunscreen"));
    assertTrue(growth("nuts") < 0.85, "nuts " + growth("nuts"));
  }

  /** In random order nothing but the position makes the difference; the model says 10^0.6 = 4.0. */
  @Test
  void looksAtTheTopOfAListMoreThanAtItsEnd() {
    double[] rates = viewRates(PageView.Order.SHUFFLED);

    double drop = rates[0] / ((rates[8] + rates[9]) / 2);
    assertTrue(drop > 3 && drop < 5.5, "first slot to last slots " + drop);
    assertTrue(rates[0] > rates[2] && rates[2] > rates[5] && rates[5] > rates[9]);
  }

  @Test
  void opensMoreAtTheTopOfAPopularListThanOfARandomOne() {
    assertTrue(viewRates(PageView.Order.SHELF)[0] > 1.15 * viewRates(PageView.Order.SHUFFLED)[0]);
  }

  @Test
  void givesMuchToFewItems() {
    Map<String, Long> perItem =
        EVENTS.stream().collect(Collectors.groupingBy(Interaction::itemId, Collectors.counting()));

    long top =
        perItem.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(66)
            .mapToLong(Long::longValue)
            .sum();

    double share = top / (double) EVENTS.size();
    assertTrue(share > 0.3 && share < 0.6, "the top tenth has " + share);
  }

  @Test
  void followsTheTastesOfItsCustomers() {
    Map<String, Customer> customers =
        SHOP.customers().stream().collect(Collectors.toMap(Customer::id, customer -> customer));

    double inInterests =
        share(
            event -> {
              String leaf = SHOP.knowledge().product(event.itemId()).leaf();
              return customers.get(event.userId()).interests().contains(leaf);
            });

    // One to three of 22 leaves would have a tenth by chance.
    assertTrue(inInterests > 0.4 && inInterests < 0.7, "in their interests " + inInterests);
  }

  @Test
  void buysAgainOnlyWhatIsUsedUp() {
    Set<String> bought = new HashSet<>();
    int lasting = 0;
    int usedUp = 0;
    for (Interaction event : EVENTS) {
      if (event.kind().equals("buy") && !bought.add(event.userId() + event.itemId())) {
        String leaf = SHOP.knowledge().product(event.itemId()).leaf();
        boolean consumed = Set.of("coffee-beans", "tea", "nuts", "sunscreen").contains(leaf);
        usedUp += consumed ? 1 : 0;
        lasting += consumed ? 0 : 1;
      }
    }

    assertTrue(usedUp > 4 * lasting, usedUp + " used up, " + lasting + " lasting");
  }

  @Test
  void isBusyOnWeekendsAndInTheSale() {
    Map<LocalDate, Long> perDay =
        SHOP.pages().stream()
            .collect(
                Collectors.groupingBy(
                    page -> page.time().atZone(ZoneOffset.UTC).toLocalDate(),
                    Collectors.counting()));

    assertEquals(90, perDay.size());
    double saturday = perDay.get(LocalDate.parse("2026-06-13"));
    double tuesday = perDay.get(LocalDate.parse("2026-06-09"));
    double sale = perDay.get(LocalDate.parse("2026-06-17"));
    assertTrue(saturday > 1.1 * tuesday && sale > 1.4 * tuesday);
  }

  private static long count(String kind) {
    return EVENTS.stream().filter(event -> event.kind().equals(kind)).count();
  }

  private static double share(Predicate<Interaction> condition) {
    return EVENTS.stream().filter(condition).count() / (double) EVENTS.size();
  }

  /** The leaf's share of the events of the last 30 days, divided by that of the first 30. */
  private static double growth(String leaf) {
    Instant may = Instant.parse("2026-05-02T00:00:00Z");
    Instant june = Instant.parse("2026-06-01T00:00:00Z");
    Predicate<Interaction> ofLeaf =
        event -> SHOP.knowledge().product(event.itemId()).leaf().equals(leaf);
    Predicate<Interaction> early = event -> event.time().isBefore(may);
    Predicate<Interaction> late = event -> !event.time().isBefore(june);
    return share(ofLeaf.and(late)) / share(late) / (share(ofLeaf.and(early)) / share(early));
  }

  /** Per slot, the share of the pages of an order on which its item was opened. */
  private static double[] viewRates(PageView.Order order) {
    Map<Integer, Integer> shown = new HashMap<>();
    Map<Integer, Integer> viewed = new HashMap<>();
    for (PageView page : SHOP.pages()) {
      if (page.order() == order) {
        for (int slot = 0; slot < page.shown().size(); slot++) {
          shown.merge(slot, 1, Integer::sum);
        }
        page.viewed().forEach(slot -> viewed.merge(slot, 1, Integer::sum));
      }
    }
    double[] rates = new double[10];
    for (int slot = 0; slot < rates.length; slot++) {
      rates[slot] = viewed.getOrDefault(slot, 0) / (double) shown.get(slot);
    }
    return rates;
  }
}
