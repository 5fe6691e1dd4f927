package io.llmrec.examples;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ranker as a host might write it: what recall found strongest, lowered for goods far dearer or
 * cheaper than what the user usually looks at.
 *
 * <p>Prices are compared within a leaf category, as places from 0 (cheapest) to 1 (dearest),
 * because a dear glove costs less than a cheap lamp. Score: {@code recall score * (1 - 0.5 * |place
 * - user's mean place|)}. Safe for use by several threads.
 */
final class PriceFitRanker implements Ranker {

  private static final double WEIGHT = 0.5;

  private final Map<String, Double> places = new HashMap<>();

  PriceFitRanker(List<Item> items) {
    Map<String, List<Item>> byLeaf = new HashMap<>();
    for (Item item : items) {
      byLeaf.computeIfAbsent(item.leafCategory(), leaf -> new ArrayList<>()).add(item);
    }
    for (List<Item> shelf : byLeaf.values()) {
      List<Double> prices = new ArrayList<>(shelf.stream().map(PriceFitRanker::price).toList());
      Collections.sort(prices);
      for (Item item : shelf) {
        int cheaper = Collections.binarySearch(prices, price(item));
        places.put(item.id(), Math.min(1, cheaper / (double) Math.max(1, prices.size() - 1)));
      }
    }
  }

  private static double price(Item item) {
    return Double.parseDouble(item.attributes().getOrDefault("price", "0"));
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    double usual =
        context.request().user().recentItems(20).stream()
            .mapToDouble(this::place)
            .average()
            .orElse(0.5);
    return candidates.stream()
        .mapToDouble(c -> c.score() * (1 - WEIGHT * Math.abs(place(c.id()) - usual)))
        .toArray();
  }

  private double place(String itemId) {
    return places.getOrDefault(itemId, 0.5);
  }
}
