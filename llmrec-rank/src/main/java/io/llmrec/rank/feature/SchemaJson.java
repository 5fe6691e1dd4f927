package io.llmrec.rank.feature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.StrictJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A schema as JSON. What is read is checked by the types it becomes. */
final class SchemaJson {

  private static final String KIND = "llmrec feature schema 1";
  private static final int MOST_FEATURES = 10_000;

  private SchemaJson() {}

  static String write(FeatureSchema schema) {
    return StrictJson.write(tree(schema, true));
  }

  /** The same without the words of vocabularies, which may be many. */
  static ObjectNode outline(FeatureSchema schema) {
    return tree(schema, false);
  }

  private static ObjectNode tree(FeatureSchema schema, boolean withWords) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", KIND);
    ArrayNode features = json.putArray("features");
    schema.features().forEach(feature -> write(feature, features.addObject()));
    ObjectNode vocabularies = json.putObject("vocabularies");
    schema
        .vocabularies()
        .forEach(
            (name, vocabulary) -> {
              ObjectNode one = write(vocabulary.rule(), vocabularies.putObject(name));
              if (withWords) {
                ArrayNode words = one.putArray("words");
                vocabulary.words().forEach(words::add);
              }
            });
    ObjectNode scales = json.putObject("scales");
    schema
        .scales()
        .forEach(
            (name, scale) -> {
              ObjectNode one = scales.putObject(name);
              one.put("mean", scale.mean()).put("deviation", scale.deviation());
              ArrayNode bounds = one.putArray("bounds");
              for (double bound : scale.bounds()) {
                bounds.add(bound);
              }
            });
    return json;
  }

  private static ObjectNode write(VocabularyRule rule, ObjectNode json) {
    return json.put("minCount", rule.minCount())
        .put("buckets", rule.buckets())
        .put("seed", rule.seed());
  }

  private static void write(Feature feature, ObjectNode json) {
    json.put("name", feature.name()).put("side", feature.side().name());
    if (feature instanceof CategoryFeature category) {
      json.put("type", "category")
          .put("vocabulary", category.rule().name())
          .put("most", category.most())
          .put("unseenShare", category.unseenShare());
    } else if (feature instanceof NumberFeature number) {
      json.put("type", "number")
          .put("scaling", number.scaling().name())
          .put("buckets", number.buckets());
    } else if (feature instanceof HistoryFeature history) {
      json.put("type", "history").put("longest", history.longest());
      ArrayNode fields = json.putArray("fields");
      history.fields().forEach(fields::add);
    } else if (feature instanceof VectorFeature vector) {
      json.put("type", "vector").put("dimension", vector.dimension()).put("most", vector.most());
    }
  }

  static FeatureSchema read(String text) {
    try {
      return of(StrictJson.read(text), Map.of());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a feature schema must be valid JSON", e);
    }
  }

  /**
   * A schema out of its tree.
   *
   * @param words of vocabularies by name, in place of those in the tree
   */
  static FeatureSchema of(JsonNode json, Map<String, List<String>> words) {
    if (!json.path("kind").asText().equals(KIND)) {
      throw new IllegalArgumentException(
          "a feature schema must be of kind '%s', is of '%s'"
              .formatted(KIND, json.path("kind").asText()));
    }
    Map<String, Vocabulary> vocabularies = new HashMap<>();
    json.path("vocabularies")
        .properties()
        .forEach(
            one -> vocabularies.put(one.getKey(), vocabulary(one.getKey(), one.getValue(), words)));
    Map<String, NumberScale> scales = new HashMap<>();
    json.path("scales")
        .properties()
        .forEach(one -> scales.put(one.getKey(), scale(one.getValue())));
    return new FeatureSchema(features(json.path("features"), vocabularies), vocabularies, scales);
  }

  private static Vocabulary vocabulary(
      String name, JsonNode json, Map<String, List<String>> given) {
    List<String> words = new ArrayList<>(given.getOrDefault(name, List.of()));
    json.path("words").forEach(word -> words.add(word.asText()));
    return new Vocabulary(
        new VocabularyRule(
            name,
            json.path("minCount").asInt(),
            json.path("buckets").asInt(-1),
            json.path("seed").asLong()),
        words);
  }

  private static NumberScale scale(JsonNode json) {
    JsonNode bounds = json.path("bounds");
    double[] values = new double[bounds.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bounds.get(i).asDouble(Double.NaN);
    }
    return new NumberScale(
        json.path("mean").asDouble(Double.NaN), json.path("deviation").asDouble(), values);
  }

  private static List<Feature> features(JsonNode json, Map<String, Vocabulary> vocabularies) {
    Checks.range("the features of a schema", json.size(), 1, MOST_FEATURES);
    List<Feature> features = new ArrayList<>();
    json.forEach(one -> features.add(feature(one, vocabularies)));
    return features;
  }

  private static Feature feature(JsonNode json, Map<String, Vocabulary> vocabularies) {
    String name = json.path("name").asText();
    Side side = Side.valueOf(json.path("side").asText());
    return switch (json.path("type").asText()) {
      case "category" -> {
        String words = json.path("vocabulary").asText();
        Vocabulary vocabulary = vocabularies.get(words);
        if (vocabulary == null) {
          throw new IllegalArgumentException("a schema needs the vocabulary '%s'".formatted(words));
        }
        yield new CategoryFeature(
            name,
            side,
            vocabulary.rule(),
            json.path("most").asInt(),
            json.path("unseenShare").asDouble(-1));
      }
      case "number" ->
          new NumberFeature(
              name,
              side,
              Scaling.valueOf(json.path("scaling").asText()),
              json.path("buckets").asInt(-1));
      case "history" -> {
        List<String> fields = new ArrayList<>();
        json.path("fields").forEach(field -> fields.add(field.asText()));
        yield new HistoryFeature(name, side, json.path("longest").asInt(), fields);
      }
      case "vector" ->
          new VectorFeature(name, side, json.path("dimension").asInt(), json.path("most").asInt());
      default ->
          throw new IllegalArgumentException(
              "a feature must be a category, number, history or vector, was '%s'"
                  .formatted(json.path("type").asText()));
    };
  }
}
