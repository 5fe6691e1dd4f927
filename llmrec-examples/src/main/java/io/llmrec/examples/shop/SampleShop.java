package io.llmrec.examples.shop;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sample shop: 660 items of 22 leaf categories, two thirds English and one third Chinese, under
 * the noisy titles of a real marketplace, and 90 days of the doings of 2,000 simulated customers.
 *
 * <p>The catalog is the resource {@code items.jsonl}; the log is generated when the shop is loaded,
 * the same each time. What a recommender may see is {@link #catalog}, {@link #interactions}, {@link
 * #pages} and {@link #userAt}; what only authors and judges may see is {@link #knowledge} and
 * {@link #customers}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SampleShop {

  private final Catalog catalog;
  private final ShopKnowledge knowledge;
  private final ShopLog log;
  private final Map<String, Customer> customers = new LinkedHashMap<>();
  private final Map<String, List<Interaction>> histories;

  private SampleShop(List<Listing> listings) {
    List<Product> products = listings.stream().map(Listing::product).toList();
    this.catalog = Catalog.of(listings.stream().map(Listing::item).toList());
    this.knowledge = new ShopKnowledge(products);
    this.log = new ShopSimulator(Leaf.readAll(), products, knowledge).simulate();
    log.customers().forEach(customer -> customers.put(customer.id(), customer));
    this.histories =
        log.interactions().stream().collect(Collectors.groupingBy(Interaction::userId));
  }

  /** Reads the items and generates the log. Takes about a second. */
  public static SampleShop load() {
    String lines = new String(ShopFile.bytes(SampleShopWriter.ITEMS), StandardCharsets.UTF_8);
    return new SampleShop(lines.lines().map(Listing::fromJson).toList());
  }

  /** The items as their sellers list them. */
  public Catalog catalog() {
    return catalog;
  }

  /**
   * Views ({@code view}, value 1), cart additions ({@code cart}, 3) and purchases ({@code buy}, 5),
   * oldest first.
   */
  public List<Interaction> interactions() {
    return log.interactions();
  }

  /** The pages customers saw, with what they opened and what they passed over, oldest first. */
  public List<PageView> pages() {
    return log.pages();
  }

  /** What a careful author knows about the items. */
  public ShopKnowledge knowledge() {
    return knowledge;
  }

  /** All customers with their hidden tastes, by id, also those who did nothing. */
  public List<Customer> customers() {
    return log.customers();
  }

  /** The whole log. */
  public ShopLog log() {
    return log;
  }

  /**
   * A customer as the shop knows them at a moment: the languages of the account, and the history
   * before that moment.
   *
   * @throws IllegalArgumentException when there is no such customer
   */
  public UserContext userAt(String userId, Instant moment) {
    Customer customer = customers.get(userId);
    if (customer == null) {
      throw new IllegalArgumentException("the sample shop has no customer '" + userId + "'");
    }
    String languages =
        customer.languages().stream().map(Language::code).collect(Collectors.joining(","));
    List<Interaction> history =
        histories.getOrDefault(userId, List.of()).stream()
            .filter(event -> event.time().isBefore(moment))
            .toList();
    return new UserContext(userId, Map.of("languages", languages), history);
  }

  /** The items listed on or after a day: those that nobody can know well yet. */
  public List<Item> listedSince(LocalDate day) {
    return catalog.stream()
        .filter(item -> !knowledge.product(item.id()).listed().isBefore(day))
        .toList();
  }
}
