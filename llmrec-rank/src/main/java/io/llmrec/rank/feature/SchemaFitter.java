package io.llmrec.rank.feature;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts categories and sums numbers up. Not safe for use by several threads. */
final class SchemaFitter {

  private final List<Feature> features;
  private final Map<String, VocabularyRule> rules = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> counts = new HashMap<>();
  private final Map<String, Moments> moments = new HashMap<>();
  private final int[] present;
  private long samples;

  /** Sums of one number, and some of its values for quantiles. */
  private static final class Moments {

    private static final int KEPT = 100_000;

    private final Draws draws = Draws.of(KEPT);
    private double[] kept = new double[64];
    private int count;
    private double mean;
    private double squares;

    /** Welford's update (1962), and reservoir sampling (Vitter, 1985). */
    void add(double value) {
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
      if (count <= KEPT) {
        if (count > kept.length) {
          kept = Arrays.copyOf(kept, Math.min(KEPT, 2 * kept.length));
        }
        kept[count - 1] = value;
      } else {
        int place = draws.below(count);
        if (place < KEPT) {
          kept[place] = value;
        }
      }
    }

    NumberScale scale(int buckets) {
      double deviation = count < 2 ? 0 : Math.sqrt(squares / count);
      return new NumberScale(mean, deviation > 1e-9 ? deviation : 1, bounds(buckets));
    }

    private double[] bounds(int buckets) {
      double[] sorted = Arrays.copyOf(kept, Math.min(count, KEPT));
      Arrays.sort(sorted);
      double[] bounds = new double[Math.max(0, buckets - 1)];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = sorted[(int) ((long) sorted.length * (i + 1) / buckets)];
      }
      double lowest = sorted.length == 0 ? 0 : sorted[0];
      return Arrays.stream(bounds).filter(bound -> bound > lowest).distinct().toArray();
    }
  }

  SchemaFitter(List<Feature> features) {
    this.features = List.copyOf(features);
    this.present = new int[features.size()];
    if (features.isEmpty()) {
      throw new IllegalArgumentException("a schema must have at least 1 feature");
    }
    List<String> names = features.stream().map(Feature::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("names of features must differ, were " + names);
    }
    for (Feature feature : features) {
      if (feature instanceof CategoryFeature category) {
        VocabularyRule before = rules.put(category.rule().name(), category.rule());
        if (before != null && !before.equals(category.rule())) {
          throw new IllegalArgumentException(
              "features that share a vocabulary must agree on its rule, were %s and %s"
                  .formatted(before, category.rule()));
        }
      }
    }
    for (Feature feature : features) {
      for (String name : FeatureSchema.vocabulariesOf(feature)) {
        rules.putIfAbsent(name, VocabularyRule.dictionary(name, 1));
      }
    }
    rules.keySet().forEach(name -> counts.put(name, new HashMap<>()));
  }

  void add(Features values) {
    samples++;
    for (int i = 0; i < present.length; i++) {
      Feature feature = features.get(i);
      present[i] |= count(feature, values) ? 1 : 0;
    }
  }

  /** Whether the sample has a value. */
  private boolean count(Feature feature, Features values) {
    if (feature instanceof CategoryFeature category) {
      List<String> words = Values.categories(category, values);
      words.forEach(word -> count(category.rule().name(), word));
      return !words.isEmpty();
    }
    if (feature instanceof HistoryFeature history) {
      List<Event> events = Values.events(history, values);
      for (Event event : events) {
        for (int f = 0; f < history.fields().size(); f++) {
          count(history.fields().get(f), event.values().get(f));
        }
      }
      return !events.isEmpty();
    }
    if (feature instanceof NumberFeature number) {
      double value = Values.number(number, values);
      if (!Double.isNaN(value)) {
        moments
            .computeIfAbsent(number.name(), absent -> new Moments())
            .add(NumberScale.transformed(value, number.scaling()));
      }
      return !Double.isNaN(value);
    }
    return !Values.keys((VectorFeature) feature, values).isEmpty();
  }

  private void count(String vocabulary, String word) {
    VocabularyRule rule = rules.get(vocabulary);
    Map<String, Integer> words = counts.get(vocabulary);
    if (rule != null && words != null && rule.buckets() == 0 && !word.isEmpty()) {
      if (word.length() <= Vocabulary.LONGEST) {
        words.merge(word, 1, Integer::sum);
      }
    }
  }

  FeatureSchema schema() {
    for (int i = 0; i < present.length; i++) {
      if (present[i] == 0) {
        throw new IllegalArgumentException(
            "feature '%s' must be in a sample at least, is in none of %d"
                .formatted(features.get(i).name(), samples));
      }
    }
    Map<String, Vocabulary> vocabularies = new LinkedHashMap<>();
    rules.forEach((name, rule) -> vocabularies.put(name, vocabulary(rule)));
    Map<String, NumberScale> scales = new HashMap<>();
    for (Feature feature : features) {
      Moments found = moments.get(feature.name());
      if (feature instanceof NumberFeature number && found != null) {
        scales.put(number.name(), found.scale(number.buckets()));
      }
    }
    return new FeatureSchema(features, vocabularies, scales);
  }

  /** The most frequent first, so that the order of the samples does not matter. */
  private Vocabulary vocabulary(VocabularyRule rule) {
    List<Map.Entry<String, Integer>> found =
        new ArrayList<>(counts.getOrDefault(rule.name(), Map.of()).entrySet());
    found.removeIf(entry -> entry.getValue() < rule.minCount());
    found.sort(
        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    return new Vocabulary(rule, found.stream().map(Map.Entry::getKey).toList());
  }
}
