package io.llmrec.examples.enrich;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Likeness of texts by their words, rare words counting more: cosine of tf-idf vectors. */
final class WordWeights {

  private final Map<String, Integer> documents = new HashMap<>();
  private final int all;

  private WordWeights(List<String> texts) {
    all = texts.size();
    for (String text : texts) {
      new HashSet<>(words(text)).forEach(word -> documents.merge(word, 1, Integer::sum));
    }
  }

  /** Weights learned from texts. */
  static WordWeights of(List<String> texts) {
    return new WordWeights(texts);
  }

  /** 0 to 1; 0 where the texts share no word. */
  double cosine(String a, String b) {
    Map<String, Double> first = vector(a);
    Map<String, Double> second = vector(b);
    double dot = 0;
    for (Map.Entry<String, Double> word : first.entrySet()) {
      dot += word.getValue() * second.getOrDefault(word.getKey(), 0.0);
    }
    double lengths = length(first) * length(second);
    return lengths == 0 ? 0 : dot / lengths;
  }

  private Map<String, Double> vector(String text) {
    Map<String, Double> vector = new HashMap<>();
    for (String word : words(text)) {
      double weight = Math.log((all + 1.0) / (documents.getOrDefault(word, 0) + 1.0));
      vector.merge(word, weight, Double::sum);
    }
    return vector;
  }

  private static double length(Map<String, Double> vector) {
    Set<Map.Entry<String, Double>> words = vector.entrySet();
    return Math.sqrt(words.stream().mapToDouble(e -> e.getValue() * e.getValue()).sum());
  }

  private static List<String> words(String text) {
    return List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}]+")).stream()
        .filter(word -> !word.isEmpty())
        .map(
            word ->
                word.length() > 3 && word.endsWith("s")
                    ? word.substring(0, word.length() - 1)
                    : word)
        .toList();
  }
}
