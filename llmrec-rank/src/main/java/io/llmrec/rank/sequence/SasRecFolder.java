package io.llmrec.rank.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.rank.train.ModelFolder;
import io.llmrec.rank.train.ModelManifest;
import io.llmrec.rank.transformer.TransformerShape;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Keeps a {@link SasRec} in a {@link ModelFolder} of kind {@code sasrec}. */
public final class SasRecFolder {

  private static final String KIND = "sasrec";
  private static final String ITEMS = "items";
  private static final String METRIC = "ndcg@10";

  private SasRecFolder() {}

  /**
   * Keeps a model, replacing the one that is there, whole or not at all.
   *
   * @throws UncheckedIOException when the folder cannot be written
   */
  public static void write(Path folder, SasRecTrainer.Trained trained) {
    SasRec model = trained.model();
    ModelManifest manifest =
        ModelManifest.of(KIND, settings(model.options()), trained.dataHash())
            .withList(ITEMS, model.itemIds());
    double metric = trained.report().bestMetric();
    ModelFolder.write(
        folder,
        Double.isNaN(metric) ? manifest : manifest.withMetric(METRIC, metric),
        model.network());
  }

  private static ObjectNode settings(SasRecOptions options) {
    TransformerShape shape = options.shape();
    return JsonNodeFactory.instance
        .objectNode()
        .put("width", shape.width())
        .put("heads", shape.heads())
        .put("inner", shape.inner())
        .put("layers", shape.layers())
        .put("length", options.length())
        .put("dropout", options.dropout())
        .put("negatives", options.negatives())
        .put("batch", options.batch());
  }

  /**
   * Opens what {@link #write} kept.
   *
   * @throws IllegalArgumentException when the folder holds no such model, or one that was cut short
   *     or altered; names the file
   * @throws UncheckedIOException when it cannot be read
   */
  public static SasRec open(Path folder) {
    ModelFolder kept = ModelFolder.open(folder, KIND);
    List<String> ids = kept.manifest().lists().getOrDefault(ITEMS, List.of());
    SasRecNetwork network;
    ItemIndex index;
    try {
      index = new ItemIndex(ids);
      network = new SasRecNetwork(options(kept.manifest().settings()), ids.size(), 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: its settings cannot be used: %s".formatted(folder, e.getMessage()), e);
    }
    kept.load(network);
    return new SasRec(network, index);
  }

  private static SasRecOptions options(ObjectNode settings) {
    return new SasRecOptions(
        new TransformerShape(
            whole(settings, "width"),
            whole(settings, "heads"),
            whole(settings, "inner"),
            whole(settings, "layers")),
        whole(settings, "length"),
        settings.path("dropout").asDouble(Double.NaN),
        whole(settings, "negatives"),
        whole(settings, "batch"));
  }

  private static int whole(ObjectNode settings, String name) {
    JsonNode value = settings.path(name);
    if (!value.isInt()) {
      throw new IllegalArgumentException(
          "'%s' must be a whole number, was %s".formatted(name, value));
    }
    return value.asInt();
  }
}
