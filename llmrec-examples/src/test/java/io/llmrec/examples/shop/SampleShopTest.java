package io.llmrec.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleShopTest {

  private static final SampleShop SHOP = SampleShop.load();
  private static final List<Item> ITEMS = SHOP.catalog().stream().toList();

  private static final Pattern BRACKET = Pattern.compile("[\\[(【（「<★]");
  private static final Pattern EMOJI =
      Pattern.compile("[\\x{2600}-\\x{27BF}\\x{1F300}-\\x{1FAFF}]");
  private static final Pattern SHOUT = Pattern.compile("\\b[A-Z]{4,}\\b");
  private static final Pattern GLUED =
      Pattern.compile("\\d(mm|cm|ml|mah|g|kg|l|w|pages|hours)\\b|,\\S");

  @Test
  void holdsTwoThirdsEnglishAndOneThirdChineseItems() {
    Map<String, Long> languages =
        ITEMS.stream()
            .collect(
                Collectors.groupingBy(
                    item -> item.attributes().get("language"), Collectors.counting()));

    assertEquals(Map.of("en", 440L, "zh", 220L), languages);
  }

  @Test
  void writesEachItemInItsOwnLanguage() {
    Pattern han = Pattern.compile("\\p{IsHan}");
    for (Item item : ITEMS) {
      boolean chinese = item.id().startsWith("zh-");

      assertEquals(chinese, han.matcher(item.title()).find(), item.title());
      assertEquals(chinese, han.matcher(item.leafCategory()).find(), item.leafCategory());
    }
  }

  @Test
  void hasTheSameTwentyTwoLeavesUnderSixCategoriesInBothLanguages() {
    for (Language language : Language.values()) {
      List<Item> items =
          ITEMS.stream().filter(item -> item.id().startsWith(language.code())).toList();

      assertEquals(22, items.stream().map(Item::leafCategory).distinct().count());
      assertEquals(6, items.stream().map(item -> item.categories().get(0)).distinct().count());
      assertTrue(items.stream().allMatch(item -> item.categories().size() == 2));
    }
  }

  @Test
  void hasNoTitleTwice() {
    Set<String> titles = new HashSet<>();

    for (Item item : ITEMS) {
      assertTrue(titles.add(item.title()), item.title());
    }
  }

  @Test
  void hasTheNoiseOfRealShops() {
    assertShare(0.35, 0.60, BRACKET.asPredicate());
    assertShare(0.15, 0.40, EMOJI.asPredicate());
    assertShare(0.20, 0.50, SHOUT.asPredicate());
    assertShare(0.05, 0.40, title -> GLUED.matcher(title).find());
  }

  @Test
  void leavesAttributesOutAsRealSellersDo() {
    long withoutBrand =
        ITEMS.stream()
            .map(item -> item.attributes().getOrDefault("brand", ""))
            .filter(brand -> Set.of("", "Other", "其他").contains(brand))
            .count();
    long withoutFeatures =
        ITEMS.stream().filter(item -> !item.attributes().containsKey("features")).count();

    assertTrue(withoutBrand > 30 && withoutBrand < 130, withoutBrand + " items without a brand");
    assertTrue(withoutFeatures > 20, withoutFeatures + " items without features");
  }

  @Test
  void saysEveryFactSomewhereOnThePage() {
    for (Item item : ITEMS) {
      String page = squeezed(item.title() + " " + String.join(" ", item.attributes().values()));

      SHOP.knowledge()
          .product(item.id())
          .facts()
          .forEach(
              (role, value) ->
                  assertTrue(
                      page.contains(squeezed(value)),
                      item.id() + " hides its " + role + ": " + value));
    }
  }

  @Test
  void keepsTheFactsOutOfTheCatalog() {
    for (Item item : ITEMS) {
      assertTrue(!item.attributes().containsKey("type") && !item.attributes().containsKey("leaf"));
    }
  }

  @Test
  void hasColdItems() {
    Set<String> touched =
        SHOP.interactions().stream().map(Interaction::itemId).collect(Collectors.toSet());

    List<Item> cold = SHOP.listedSince(LocalDate.parse("2026-06-24"));
    long untouched = cold.stream().filter(item -> !touched.contains(item.id())).count();

    double share = cold.size() / (double) ITEMS.size();
    assertTrue(share >= 0.05 && share <= 0.10, "share of cold items " + share);
    assertTrue(untouched * 2 >= cold.size(), untouched + " untouched of " + cold.size());
  }

  @Test
  void hasColdUsers() {
    Map<String, Long> events =
        SHOP.interactions().stream()
            .collect(Collectors.groupingBy(Interaction::userId, Collectors.counting()));

    long cold =
        SHOP.customers().stream()
            .filter(customer -> events.getOrDefault(customer.id(), 0L) <= 2)
            .count();

    assertTrue(cold >= 120 && cold <= 260, cold + " cold users");
    assertTrue(events.size() < SHOP.customers().size(), "some users did nothing");
  }

  @Test
  void givesAUsersHistoryUpToAMoment() {
    Interaction middle = SHOP.interactions().get(SHOP.interactions().size() / 2);

    UserContext before = SHOP.userAt(middle.userId(), middle.time());
    UserContext after = SHOP.userAt(middle.userId(), middle.time().plusSeconds(1));

    assertTrue(before.history().stream().allMatch(event -> event.time().isBefore(middle.time())));
    assertTrue(after.history().contains(middle));
    assertNotNull(before.attributes().get("languages"));
  }

  @Test
  void knowsAUserWhoDidNothing() {
    Set<String> active =
        SHOP.interactions().stream().map(Interaction::userId).collect(Collectors.toSet());
    Customer idle =
        SHOP.customers().stream()
            .filter(customer -> !active.contains(customer.id()))
            .findFirst()
            .orElseThrow();

    assertEquals(List.of(), SHOP.userAt(idle.id(), Instant.MAX).history());
  }

  @Test
  void namesTheCustomerItDoesNotHave() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> SHOP.userAt("u-9999", Instant.EPOCH));

    assertEquals("the sample shop has no customer 'u-9999'", error.getMessage());
  }

  private static void assertShare(double least, double most, Predicate<String> noisy) {
    double share = ITEMS.stream().map(Item::title).filter(noisy).count() / (double) ITEMS.size();

    assertTrue(share >= least && share <= most, "share " + share);
  }

  /** Only letters and digits, in lower case: sellers change spaces, punctuation and case. */
  private static String squeezed(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}
