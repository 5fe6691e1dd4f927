package io.llmrec.rank.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.rank.train.ModelFolder;
import io.llmrec.rank.train.ModelManifest;
import io.llmrec.rank.transformer.TransformerShape;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Keeps a {@link TextModel} in a {@link ModelFolder} of kind {@code text-ranker}. */
public final class TextModelFolder {

  private static final String KIND = "text-ranker";
  private static final String WORDS = "words";

  private TextModelFolder() {}

  /**
   * Keeps a model, replacing the one that is there, whole or not at all.
   *
   * @param dataHash tells what it learned from; may be empty
   * @throws UncheckedIOException when the folder cannot be written
   */
  public static void write(Path folder, TextRankerTrainer.Trained trained, String dataHash) {
    TextModel model = trained.model();
    TransformerShape shape = model.tower().transformer().shape();
    ObjectNode settings =
        JsonNodeFactory.instance
            .objectNode()
            .put("width", shape.width())
            .put("heads", shape.heads())
            .put("inner", shape.inner())
            .put("layers", shape.layers())
            .put("length", model.tower().tokens().length());
    ModelManifest manifest =
        ModelManifest.of(KIND, settings, dataHash)
            .withMetric("validation_auc", trained.report().bestMetric())
            .withList(WORDS, model.tower().tokens().vocabulary().words());
    ModelFolder.write(folder, manifest, model.network());
  }

  /**
   * Opens what {@link #write} kept.
   *
   * @throws IllegalArgumentException when the folder holds no such model, or one that was cut short
   *     or altered; names the file
   * @throws UncheckedIOException when it cannot be read
   */
  public static TextModel open(Path folder) {
    ModelFolder kept = ModelFolder.open(folder, KIND);
    List<String> words = kept.manifest().lists().getOrDefault(WORDS, List.of());
    TextNetwork network;
    try {
      ObjectNode settings = kept.manifest().settings();
      TransformerShape shape =
          new TransformerShape(
              whole(settings, "width"),
              whole(settings, "heads"),
              whole(settings, "inner"),
              whole(settings, "layers"));
      network =
          TextNetwork.whole(
              new WordTransformer(
                  new WordVocabulary(words), shape, whole(settings, "length"), 0, 0),
              0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: its settings cannot be used: %s".formatted(folder, e.getMessage()), e);
    }
    kept.load(network);
    return network.model();
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
