package io.llmrec.rank.calibration;

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
import java.util.ArrayList;
import java.util.List;

/** Keeps a calibration in a small JSON file. */
public final class CalibrationFile {

  private static final long MAX_BYTES = 16L << 20;

  private CalibrationFile() {}

  /** Replaces the file, whole or not at all. */
  public static void write(Path file, ScoreCalibration calibration) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (calibration instanceof TemperatureScaling scaling) {
      json.put("method", "temperature").put("temperature", scaling.temperature());
    } else if (calibration instanceof PlattScaling scaling) {
      json.put("method", "platt")
          .put("slope", scaling.slope())
          .put("intercept", scaling.intercept());
    } else if (calibration instanceof IsotonicCalibration isotonic) {
      json.put("method", "isotonic");
      ArrayNode scores = json.putArray("scores");
      isotonic.scores().forEach(scores::add);
      ArrayNode probabilities = json.putArray("probabilities");
      isotonic.probabilities().forEach(probabilities::add);
    }
    DurableFiles.write(file, StrictJson.write(json) + "\n");
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the file holds no calibration; it names the file
   * @throws UncheckedIOException when it cannot be read
   */
  public static ScoreCalibration read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            "calibration file %s must be at most %d bytes, has %d"
                .formatted(file, MAX_BYTES, Files.size(file)));
      }
      return of(StrictJson.read(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("calibration file " + file + " is not valid JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("calibration file " + file + " cannot be read: " + e, e);
    } catch (BadValueException e) {
      throw new IllegalArgumentException("calibration file " + file + ": " + e.getMessage(), e);
    }
  }

  private static ScoreCalibration of(JsonNode json) {
    String method = json.path("method").asText();
    try {
      return switch (method) {
        case "temperature" -> new TemperatureScaling(number(json, "temperature"));
        case "platt" -> new PlattScaling(number(json, "slope"), number(json, "intercept"));
        case "isotonic" ->
            new IsotonicCalibration(numbers(json, "scores"), numbers(json, "probabilities"));
        default ->
            throw new BadValueException(
                "method must be temperature, platt or isotonic, was '" + method + "'");
      };
    } catch (IllegalArgumentException e) {
      throw new BadValueException(String.valueOf(e.getMessage()));
    }
  }

  private static double number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isNumber()) {
      throw new BadValueException(name + " must be a number");
    }
    return value.doubleValue();
  }

  private static List<Double> numbers(JsonNode json, String name) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode value : json.path(name)) {
      if (!value.isNumber()) {
        throw new BadValueException(name + " must hold numbers alone");
      }
      numbers.add(value.doubleValue());
    }
    return numbers;
  }

  private static final class BadValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadValueException(String message) {
      super(message);
    }
  }
}
