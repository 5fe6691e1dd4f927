package io.llmrec.core.baseline;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** See {@link Baselines#bm25}. */
final class Bm25 implements ItemScorer {

  private final int recent;
  private final Map<String, Integer> numbers;
  private final Map<String, Text> texts;

  private Bm25(int recent, Map<String, Integer> numbers, Map<String, Text> texts) {
    this.recent = recent;
    this.numbers = numbers;
    this.texts = texts;
  }

  /**
   * An item's text.
   *
   * @param words the numbers of its different words
   * @param weights what the item scores for each of them
   */
  private record Text(int[] words, double[] weights) {
    private static final Text NONE = new Text(new int[0], new double[0]);
  }

  static Bm25 index(Catalog catalog, ItemText text, Bm25Options options) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Map<Integer, Integer>> counted = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Item item : (Iterable<Item>) catalog.stream()::iterator) {
      ids.add(item.id());
      counted.add(count(Words.of(text.of(item)), numbers));
    }
    double[] rarity = rarity(counted, numbers.size());
    double meanLength = counted.stream().mapToInt(Bm25::length).average().orElse(0);
    Map<String, Text> texts = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      texts.put(ids.get(i), weigh(counted.get(i), rarity, meanLength, options));
    }
    return new Bm25(options.recent(), numbers, texts);
  }

  private static Map<Integer, Integer> count(List<String> words, Map<String, Integer> numbers) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (String word : words) {
      counts.merge(numbers.computeIfAbsent(word, w -> numbers.size()), 1, Integer::sum);
    }
    return counts;
  }

  private static int length(Map<Integer, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * ln(1 + (N - n + 0.5) / (n + 0.5)) for a word that n of N texts have: above 0 also for n = N.
   */
  private static double[] rarity(List<Map<Integer, Integer>> texts, int vocabulary) {
    double[] rarity = new double[vocabulary];
    for (Map<Integer, Integer> text : texts) {
      text.keySet().forEach(word -> rarity[word]++);
    }
    for (int word = 0; word < vocabulary; word++) {
      double having = rarity[word];
      rarity[word] = StrictMath.log(1 + (texts.size() - having + 0.5) / (having + 0.5));
    }
    return rarity;
  }

  private static Text weigh(
      Map<Integer, Integer> counts, double[] rarity, double meanLength, Bm25Options options) {
    double longer = 1 - options.b() + options.b() * length(counts) / meanLength;
    int[] words = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    double[] weights = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      double count = counts.getOrDefault(words[i], 0);
      weights[i] = rarity[words[i]] * count * (options.k1() + 1) / (count + options.k1() * longer);
    }
    return new Text(words, weights);
  }

  @Override
  public double[] score(UserContext user, List<String> itemIds) {
    double[] query = new double[numbers.size()];
    for (String id : user.recentItems(recent)) {
      for (int word : text(id).words()) {
        query[word]++;
      }
    }
    return score(query, itemIds);
  }

  /** What the words of a text say of each item; words that no item has say nothing. */
  double[] score(String text, List<String> itemIds) {
    double[] query = new double[numbers.size()];
    for (String word : Words.of(text)) {
      Integer number = numbers.get(word);
      if (number != null) {
        query[number]++;
      }
    }
    return score(query, itemIds);
  }

  private double[] score(double[] query, List<String> itemIds) {
    return itemIds.stream().mapToDouble(id -> score(query, text(id))).toArray();
  }

  private Text text(String itemId) {
    return texts.getOrDefault(itemId, Text.NONE);
  }

  private static double score(double[] query, Text text) {
    double sum = 0;
    for (int i = 0; i < text.words().length; i++) {
      sum += query[text.words()[i]] * text.weights()[i];
    }
    return sum;
  }
}
