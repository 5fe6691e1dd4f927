package io.llmrec.rank.ctr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.index.VectorTable;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Vocabulary;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.ModelFolder;
import io.llmrec.rank.train.ModelManifest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A CTR model in a {@link ModelFolder}: options and schema as settings, words as lists. */
final class CtrFolder {

  private static final String KIND = "ctr";
  private static final String OPTIONS = "options";
  private static final String SCHEMA = "schema";
  private static final String WORDS = "words-";

  private CtrFolder() {}

  static void write(Path folder, CtrModel model, String dataHash) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    ObjectNode options = settings.putObject(OPTIONS);
    OptionsText.write(model.options()).forEach(options::put);
    settings.set(SCHEMA, model.schema().outline());
    ModelManifest manifest = ModelManifest.of(KIND, settings, dataHash);
    for (Map.Entry<String, Double> metric : new TreeMap<>(model.metrics()).entrySet()) {
      manifest = manifest.withMetric(metric.getKey(), metric.getValue());
    }
    int number = 0;
    for (Vocabulary vocabulary : model.schema().vocabularies().values()) {
      manifest = manifest.withList(WORDS + number++, vocabulary.words());
    }
    ModelFolder.write(folder, manifest, model.network());
  }

  static CtrModel open(Path folder, Map<String, VectorTable> tables) {
    ModelFolder found = ModelFolder.open(folder, KIND);
    ObjectNode settings = found.manifest().settings();
    Map<String, String> texts = new TreeMap<>();
    settings.path(OPTIONS).properties().forEach(o -> texts.put(o.getKey(), o.getValue().asText()));
    CtrOptions options;
    FeatureSchema schema;
    try {
      options = OptionsText.read(texts);
      schema = FeatureSchema.of(settings.path(SCHEMA), words(settings, found));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(folder + ": " + e.getMessage(), e);
    }
    FeatureEncoder encoder = new FeatureEncoder(schema, tables);
    CtrNetwork network = new CtrNetwork(encoder, options);
    found.load(network);
    return new CtrModel(
        encoder,
        options,
        network,
        found.manifest().metrics(),
        fingerprint(schema, options, network));
  }

  private static Map<String, List<String>> words(ObjectNode settings, ModelFolder found) {
    Map<String, List<String>> words = new HashMap<>();
    int number = 0;
    for (Map.Entry<String, JsonNode> one :
        settings.path(SCHEMA).path("vocabularies").properties()) {
      List<String> list = found.manifest().lists().get(WORDS + number);
      if (list == null) {
        throw new IllegalArgumentException("the list '%s%d' is missing".formatted(WORDS, number));
      }
      words.put(one.getKey(), list);
      number++;
    }
    return words;
  }

  /** A hash over shape, schema and all that was learned. */
  static String fingerprint(FeatureSchema schema, CtrOptions options, CtrNetwork network) {
    Fingerprint hash =
        new Fingerprint()
            .add("ctr model 1")
            .add(schema.fingerprint())
            .add(OptionsText.write(options).toString());
    for (String name : network.weights().names()) {
      hash.add(name).add(bytes(network.weights().values(name)));
    }
    for (EmbeddingTable table : network.tables()) {
      if (table.trainable()) {
        hash.add(table.name());
        float[] row = new float[table.width()];
        for (int r = 0; r < table.rows(); r++) {
          table.copyRow(r, row, 0);
          hash.add(bytes(row));
        }
      }
    }
    return hash.hex();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
