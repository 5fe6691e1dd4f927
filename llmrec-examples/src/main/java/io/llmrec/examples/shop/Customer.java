package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.util.List;

/**
 * A simulated customer, with what is hidden from every recommender.
 *
 * @param id for example {@code u-0001}
 * @param languages what the customer reads, the preferred language first; one or two
 * @param interests keys of the leaf categories the customer cares for most, the strongest first
 * @param priceLevel the place on a shelf, from 0 (cheapest) to 1 (dearest), at which the customer
 *     likes to buy
 */
public record Customer(
    String id, List<Language> languages, List<String> interests, double priceLevel) {

  /** Takes copies of the lists. */
  public Customer {
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("customer '" + id + "' must read at least one language");
    }
    languages = List.copyOf(languages);
    interests = List.copyOf(interests);
  }
}
