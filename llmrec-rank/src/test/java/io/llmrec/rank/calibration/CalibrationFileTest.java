package io.llmrec.rank.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationFileTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() {
    for (ScoreCalibration calibration :
        List.of(
            new TemperatureScaling(1.0 / 3),
            new PlattScaling(0.1, -2.7e-300),
            new IsotonicCalibration(List.of(-1.5, 0.1, 7.0), List.of(0.0, 0.25, 1.0)))) {
      Path file = folder.resolve("calibration.json");

      CalibrationFile.write(file, calibration);

      assertEquals(calibration, CalibrationFile.read(file));
    }
  }

  @Test
  void otherFilesAreRefusedByName() throws IOException {
    assertEquals("is not valid JSON", refusal("{"));
    assertEquals("method must be temperature, platt or isotonic, was ''", refusal("[]"));
    assertEquals("temperature must be a number", refusal("{\"method\": \"temperature\"}"));
    assertEquals(
        "temperature must be finite and above 0, was -1.0",
        refusal("{\"method\": \"temperature\", \"temperature\": -1}"));
    assertEquals(
        "scores must hold numbers alone",
        refusal("{\"method\": \"isotonic\", \"scores\": [\"a\"], \"probabilities\": []}"));
  }

  private String refusal(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), text);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> CalibrationFile.read(file))
                .getMessage());
    String start = "calibration file " + file;
    assertEquals(start, message.substring(0, start.length()));
    return message.substring(start.length()).replaceFirst("^:? ", "");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.json");

    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> CalibrationFile.read(file));

    assertEquals(
        "calibration file %s cannot be read: java.nio.file.NoSuchFileException: %s"
            .formatted(file, file),
        e.getMessage());
  }
}
