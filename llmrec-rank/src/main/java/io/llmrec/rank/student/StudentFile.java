package io.llmrec.rank.student;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a student in a JSON file, with its fingerprint. */
public final class StudentFile {

  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_FEATURES = 1 << 17;
  private static final int MAX_HIDDEN = 256;

  private StudentFile() {}

  /** Replaces the file, whole or not at all. */
  public static void write(Path file, StudentModel model) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", "llmrec student")
        .put("features", model.features())
        .put("hidden", model.hidden())
        .put("featureNames", model.featureNames())
        .put("fingerprint", model.fingerprint());
    ArrayNode weights = json.putArray("weights");
    for (float weight : model.weights()) {
      weights.add(weight);
    }
    DurableFiles.write(file, StrictJson.write(json) + "\n");
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the file holds no student, or its fingerprint is that of
   *     another one; it names the file
   * @throws UncheckedIOException when it cannot be read
   */
  public static StudentModel read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw refused(file, "must be at most %d bytes".formatted(MAX_BYTES), null);
      }
      return of(file, StrictJson.read(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw refused(file, "is not valid JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("student file " + file + " cannot be read: " + e, e);
    }
  }

  private static StudentModel of(Path file, JsonNode json) {
    int features = json.path("features").asInt(-1);
    int hidden = json.path("hidden").asInt(-1);
    JsonNode weights = json.path("weights");
    boolean sized =
        features >= 1 && features <= MAX_FEATURES && hidden >= 0 && hidden <= MAX_HIDDEN;
    if (!sized || weights.size() != StudentNetwork.size(features, hidden)) {
      throw refused(
          file,
          "has %d weights for %d features and %d units".formatted(weights.size(), features, hidden),
          null);
    }
    float[] values = new float[weights.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = weights.get(i).isNumber() ? weights.get(i).floatValue() : Float.NaN;
    }
    StudentModel model;
    try {
      model = new StudentModel(features, hidden, values, json.path("featureNames").asText());
    } catch (IllegalArgumentException e) {
      throw refused(file, String.valueOf(e.getMessage()), e);
    }
    if (!model.fingerprint().equals(json.path("fingerprint").asText())) {
      throw refused(file, "has been changed: its fingerprint is another", null);
    }
    return model;
  }

  private static IllegalArgumentException refused(
      Path file, String why, @Nullable Exception cause) {
    return new IllegalArgumentException("student file " + file + ": " + why, cause);
  }
}
