package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The truth about an item of the sample shop: what its page says somewhere, put in order.
 *
 * <p>A recommender never sees this. It is what the author of the cassettes and the simulated
 * customers know.
 *
 * @param id the item's id, for example {@code en-0001}
 * @param language the language of its page
 * @param leaf key of its leaf category, the same in both languages, for example {@code
 *     cycling-gloves}
 * @param facts values by role: brand, name, type, material, feature, feature2, audience, variant,
 *     size, price, listed
 */
public record Product(String id, Language language, String leaf, Map<String, String> facts) {

  /** Takes a copy of the facts. */
  public Product {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * One fact.
   *
   * @throws IllegalArgumentException when no fact has this role
   */
  public String fact(String role) {
    String value = facts.get(role);
    if (value == null) {
      throw new IllegalArgumentException(
          "item '%s' has no fact '%s', there are %s".formatted(id, role, facts.keySet()));
    }
    return value;
  }

  /** The price in US dollars for an English page, in yuan for a Chinese one. */
  public BigDecimal price() {
    return new BigDecimal(fact("price"));
  }

  /** The day from which the item can be seen in the shop. */
  public LocalDate listed() {
    return LocalDate.parse(fact("listed"));
  }
}
