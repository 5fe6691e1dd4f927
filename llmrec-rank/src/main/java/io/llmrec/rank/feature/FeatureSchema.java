package io.llmrec.rank.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Named features with what training samples showed of them: the rows of categories, the scales of
 * numbers.
 *
 * <p>Immutable and safe for use by several threads. {@link #toJson} keeps it.
 */
public final class FeatureSchema implements Fingerprinted {

  private final List<Feature> features;
  private final Map<String, Vocabulary> vocabularies;
  private final Map<String, NumberScale> scales;
  private final String fingerprint;

  FeatureSchema(
      List<Feature> features,
      Map<String, Vocabulary> vocabularies,
      Map<String, NumberScale> scales) {
    this.features = List.copyOf(features);
    this.vocabularies = new LinkedHashMap<>();
    this.scales = new LinkedHashMap<>();
    for (Feature feature : features) {
      for (String vocabulary : vocabulariesOf(feature)) {
        this.vocabularies.put(
            vocabulary, required("vocabulary", vocabulary, vocabularies.get(vocabulary)));
      }
      if (feature instanceof NumberFeature number) {
        this.scales.put(number.name(), required("scale", number.name(), scales.get(number.name())));
      }
    }
    this.fingerprint = Fingerprint.of("feature schema 1", SchemaJson.write(this));
  }

  private static <T> T required(String what, String name, @Nullable T it) {
    if (it == null) {
      throw new IllegalArgumentException("a schema needs the %s '%s'".formatted(what, name));
    }
    return it;
  }

  /** The names of the vocabularies that a feature's values are looked up in. */
  static List<String> vocabulariesOf(Feature feature) {
    if (feature instanceof CategoryFeature category) {
      return List.of(category.rule().name());
    }
    return feature instanceof HistoryFeature history ? history.fields() : List.of();
  }

  /**
   * Learns from training samples what the features' values are: never from those that a model is to
   * be measured on.
   *
   * @param features of different names, at least 1
   * @param samples opened once and closed
   * @throws IllegalArgumentException when names repeat, vocabularies contradict each other, there
   *     is no sample, a feature is in no sample, or a value is of a wrong type
   */
  public static FeatureSchema fit(List<Feature> features, Supplier<Stream<Sample>> samples) {
    SchemaFitter fitter = new SchemaFitter(features);
    try (Stream<Sample> stream = samples.get()) {
      stream.forEach(sample -> fitter.add(sample.features()));
    }
    return fitter.schema();
  }

  /** The same, of samples in memory. */
  public static FeatureSchema fit(List<Feature> features, Collection<Sample> samples) {
    return fit(features, samples::stream);
  }

  /** The features, in the order given. */
  public List<Feature> features() {
    return features;
  }

  /**
   * A feature by name.
   *
   * @throws IllegalArgumentException when there is none; lists the names there are
   */
  public Feature feature(String name) {
    return features.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "there is no feature '%s', there are %s"
            .formatted(name, features.stream().map(Feature::name).toList()));
  }

  /** The vocabularies that the features use, by name, in the order of first use. */
  public Map<String, Vocabulary> vocabularies() {
    return Collections.unmodifiableMap(vocabularies);
  }

  /**
   * A vocabulary by name.
   *
   * @throws IllegalArgumentException when no feature uses one of this name
   */
  public Vocabulary vocabulary(String name) {
    return required("vocabulary", name, vocabularies.get(name));
  }

  NumberScale scale(String name) {
    return required("scale", name, scales.get(name));
  }

  /**
   * How many intervals a bucketed number has, at most as many as were asked for: fewer where
   * training shows too few different numbers.
   */
  public int buckets(NumberFeature feature) {
    return scale(feature.name()).buckets();
  }

  /**
   * This schema without some features: the ablation switch. What the others learned stays.
   *
   * @throws IllegalArgumentException when there is no such feature, or none would be left
   */
  public FeatureSchema without(String... names) {
    List<String> dropped = Arrays.asList(names);
    dropped.forEach(this::feature);
    return keeping(features.stream().filter(one -> !dropped.contains(one.name())).toList());
  }

  /**
   * This schema with some of its features only.
   *
   * @throws IllegalArgumentException when there is no such feature, or none is named
   */
  public FeatureSchema only(String... names) {
    List<String> kept = Arrays.asList(names);
    kept.forEach(this::feature);
    return keeping(features.stream().filter(one -> kept.contains(one.name())).toList());
  }

  private FeatureSchema keeping(List<Feature> kept) {
    if (kept.isEmpty()) {
      throw new IllegalArgumentException("a schema must keep at least 1 feature");
    }
    return new FeatureSchema(new ArrayList<>(kept), vocabularies, scales);
  }

  /** Where each feature's numbers stand in an encoded row. */
  public RowLayout layout() {
    return new RowLayout(features);
  }

  /** The schema as JSON, for {@link #parse}. */
  public String toJson() {
    return SchemaJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static FeatureSchema parse(String json) {
    return SchemaJson.read(json);
  }

  /** The schema without the words of its vocabularies, for {@link #of}. */
  public ObjectNode outline() {
    return SchemaJson.outline(this);
  }

  /**
   * Puts a schema together from its outline and the words of its vocabularies.
   *
   * @param words by the names of the vocabularies
   * @throws IllegalArgumentException when they are not what {@link #outline} and {@link
   *     Vocabulary#words} gave
   */
  public static FeatureSchema of(JsonNode outline, Map<String, List<String>> words) {
    return SchemaJson.of(outline, words);
  }

  Map<String, NumberScale> scales() {
    return new TreeMap<>(scales);
  }

  /** SHA-256 over features, vocabularies and scales. */
  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    return "FeatureSchema" + features.stream().map(Feature::name).toList();
  }
}
