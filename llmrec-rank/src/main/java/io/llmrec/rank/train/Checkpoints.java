package io.llmrec.rank.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.prompt.StrictJson;
import io.llmrec.rank.train.TrainingReport.Epoch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished work of one training in a folder: the arrays as they were after a step, those of
 * the best epoch, and {@code training.json}, which is replaced last and names both with their
 * checksums. A kill at any moment leaves the checkpoint before or the new one.
 */
final class Checkpoints {

  private static final String NAME = "training.json";
  private static final String FORMAT = "llmrec training 1";
  private static final long MAX_BYTES = 16L << 20;

  private final Path folder;
  private final String identity;

  /**
   * Checkpoints of one training.
   *
   * @param identity of all that changes the result
   */
  Checkpoints(Path folder, String identity) {
    this.folder = folder;
    this.identity = identity;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be made: " + e, e);
    }
  }

  /** Keeps the arrays of the best epoch; they count from the next {@link #save} on. */
  void saveBest(int epoch, Parts parts) {
    parts.write(best(epoch));
  }

  private Path best(int epoch) {
    return folder.resolve("best-%d.safetensors".formatted(epoch));
  }

  /** Keeps where a training is. */
  void save(TrainingState state, Parts parts, boolean withBest) {
    Path file = folder.resolve("state-%d.safetensors".formatted(state.steps()));
    parts.write(file);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT).put("identity", identity);
    put(json.putObject("state"), file);
    if (withBest) {
      put(json.putObject("best"), best(state.bestEpoch()));
    }
    json.put("steps", state.steps())
        .put("samples", state.samples())
        .put("stepsInEpoch", state.stepsInEpoch())
        .put("lossSum", Double.toString(state.lossSum()))
        .put("bestEpoch", state.bestEpoch());
    ArrayNode epochs = json.putArray("epochs");
    for (Epoch epoch : state.epochs()) {
      epochs
          .addObject()
          .put("loss", Double.toString(epoch.loss()))
          .put("metric", Double.toString(epoch.metric()));
    }
    DurableFiles.write(folder.resolve(NAME), json.toPrettyString() + "\n");
    deleteOthers(json);
  }

  private static void put(ObjectNode entry, Path file) {
    entry.put("file", file.getFileName().toString());
    entry.put("checksum", Long.toHexString(DurableFiles.checksum(file)));
  }

  private void deleteOthers(ObjectNode json) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean ours = name.matches("(state|best)-\\d+\\.safetensors(\\.partial)?");
        boolean named =
            name.equals(json.path("state").path("file").asText())
                || name.equals(json.path("best").path("file").asText());
        if (ours && !named) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": old files cannot be deleted: " + e, e);
    }
  }

  /**
   * Takes a training to where it was.
   *
   * @param parts are filled
   * @param best is filled with the arrays of the best epoch, where these were kept
   * @return whether there was a checkpoint
   * @throws IllegalArgumentException when it is damaged or of another training
   */
  boolean resume(TrainingState state, Parts parts, Runnable best) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return false;
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw refused(file, "must be of at most %d bytes".formatted(MAX_BYTES), null);
      }
      JsonNode json = StrictJson.read(Files.readString(file));
      if (!json.path("format").asText().equals(FORMAT)) {
        throw refused(file, "is no checkpoint of a training", null);
      }
      if (!json.path("identity").asText().equals(identity)) {
        throw refused(
            file, "is of a training with another network or other options: delete it", null);
      }
      if (json.has("best")) {
        parts.read(checked(json.path("best")));
        best.run();
      }
      parts.read(checked(json.path("state")));
      resume(state, json);
      return true;
    } catch (JsonProcessingException | NumberFormatException e) {
      throw refused(file, "is not what was written", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e, e);
    }
  }

  private static void resume(TrainingState state, JsonNode json) {
    List<Epoch> epochs = new ArrayList<>();
    for (JsonNode epoch : json.path("epochs")) {
      epochs.add(new Epoch(real(epoch.path("loss")), real(epoch.path("metric"))));
    }
    long[] counts = {
      json.path("steps").asLong(), json.path("samples").asLong(), json.path("stepsInEpoch").asLong()
    };
    state.resume(epochs, json.path("bestEpoch").asInt(), counts, real(json.path("lossSum")));
  }

  private static double real(JsonNode text) {
    return Double.parseDouble(text.asText());
  }

  private Path checked(JsonNode entry) {
    String name = entry.path("file").asText();
    Path file = folder.resolve(name);
    if (!name.matches("(state|best)-\\d+\\.safetensors") || !Files.exists(file)) {
      throw refused(folder.resolve(NAME), "names '%s', which is missing".formatted(name), null);
    }
    String actual = Long.toHexString(DurableFiles.checksum(file));
    if (!actual.equals(entry.path("checksum").asText())) {
      throw refused(file, "is damaged: its checksum is another", null);
    }
    return file;
  }

  private static IllegalArgumentException refused(
      Path file, String why, @Nullable Exception cause) {
    return new IllegalArgumentException(file + ": " + why, cause);
  }
}
