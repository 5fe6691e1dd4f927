package io.llmrec.rank.twotower;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.rank.train.ModelManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A layout as the settings and lists of a model folder. */
final class TowerSettings {

  static final String KIND = "two towers";

  private TowerSettings() {}

  static ModelManifest manifest(TowerLayout layout, String dataHash, Map<String, Double> metrics) {
    return new ModelManifest(KIND, json(layout), dataHash, metrics, lists(layout));
  }

  static ObjectNode json(TowerLayout layout) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("options", layout.options().json());
    json.set("inputs", inputs(layout.inputs(), layout.vectors().items(), layout.vectors().users()));
    ArrayNode scales = json.putArray("scales");
    for (double[] scale : layout.vocabulary().scales()) {
      scales.addArray().add(scale[0]).add(scale[1]);
    }
    return json;
  }

  private static ObjectNode inputs(
      TowerInputs inputs, Map<String, Integer> items, Map<String, Integer> users) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("ids", inputs.ids().name());
    inputs.itemNumbers().forEach(json.putArray("itemNumbers")::add);
    inputs.userAttributes().forEach(json.putArray("userAttributes")::add);
    vectors(json.putObject("itemVectors"), inputs.itemVectors(), items);
    vectors(json.putObject("userVectors"), inputs.userVectors(), users);
    return json;
  }

  private static void vectors(
      ObjectNode json, Map<String, ?> encoders, Map<String, Integer> dimensions) {
    encoders.forEach(
        (name, encoder) ->
            json.putObject(name)
                .put("dimension", dimensions.getOrDefault(name, 0))
                .put(
                    "encoder",
                    encoder instanceof Fingerprinted known ? known.fingerprint() : "unnamed"));
  }

  static Map<String, List<String>> lists(TowerLayout layout) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    lists.put("items", layout.vocabulary().items().names());
    lists.put("categories", layout.vocabulary().categories().names());
    lists.put("users", layout.vocabulary().users().names());
    for (int i = 0; i < layout.vocabulary().attributes().size(); i++) {
      lists.put(TowerLayout.attribute(i), layout.vocabulary().attributes().get(i).names());
    }
    return lists;
  }

  /** The layout that was kept, with the host's encoders. */
  static TowerLayout layout(Path folder, ModelManifest manifest, TowerInputs inputs) {
    try {
      JsonNode kept = manifest.settings().path("inputs");
      Map<String, Integer> items = dimensions(kept.path("itemVectors"));
      Map<String, Integer> users = dimensions(kept.path("userVectors"));
      JsonNode given = inputs(inputs, items, users);
      if (!given.toString().equals(kept.toString())) {
        throw new IllegalArgumentException(
            "was trained with the inputs %s, was opened with %s".formatted(kept, given));
      }
      return new TowerLayout(
          TwoTowerOptions.of(manifest.settings().path("options")),
          inputs,
          vocabulary(manifest, inputs),
          new TextVectors(inputs, items, users));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(folder + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Integer> dimensions(JsonNode vectors) {
    Map<String, Integer> dimensions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> one : vectors.properties()) {
      dimensions.put(one.getKey(), one.getValue().path("dimension").asInt());
    }
    return dimensions;
  }

  private static TowerVocabulary vocabulary(ModelManifest manifest, TowerInputs inputs) {
    List<Vocabulary> attributes = new ArrayList<>();
    for (int i = 0; i < inputs.userAttributes().size(); i++) {
      attributes.add(list(manifest, TowerLayout.attribute(i)));
    }
    List<double[]> scales = new ArrayList<>();
    for (JsonNode scale : manifest.settings().path("scales")) {
      scales.add(new double[] {scale.path(0).asDouble(), scale.path(1).asDouble()});
    }
    if (scales.size() != inputs.itemNumbers().size()) {
      throw new IllegalArgumentException(
          "must have a scale for each of %s, has %d"
              .formatted(inputs.itemNumbers(), scales.size()));
    }
    return new TowerVocabulary(
        list(manifest, "items"),
        list(manifest, "categories"),
        list(manifest, "users"),
        attributes,
        scales);
  }

  private static Vocabulary list(ModelManifest manifest, String name) {
    List<String> names = manifest.lists().get(name);
    if (names == null) {
      throw new IllegalArgumentException("has no list '" + name + "'");
    }
    return new Vocabulary(names);
  }
}
