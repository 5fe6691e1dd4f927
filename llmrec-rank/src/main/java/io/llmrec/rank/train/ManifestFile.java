package io.llmrec.rank.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.file.Escapes;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.embed.safetensors.SafetensorsFile;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a {@link ModelFolder} and the manifest that names them. */
final class ManifestFile {

  private static final String NAME = "manifest.json";
  private static final String FORMAT = "llmrec model";
  private static final int VERSION = 1;
  private static final long MAX_MANIFEST = 16L << 20;
  private static final long MAX_LIST = 1L << 30;
  private static final int DIGITS = 16;

  private ManifestFile() {}

  /** A manifest that was read, and the file of the weights, neither yet compared. */
  record Found(ModelManifest manifest, String fingerprint, Path weights) {}

  /** Writes all files, the manifest last, and deletes those of the model before. */
  static String write(Path folder, ModelManifest manifest, Consumer<Path> weights) {
    Path draft = folder.resolve("weights-draft.safetensors");
    weights.accept(draft);
    String fingerprint = fingerprint(manifest, SafetensorsFile.open(draft).contentHash());
    String tag = fingerprint.substring(0, DIGITS);
    Path file = folder.resolve("weights-%s.safetensors".formatted(tag));
    DurableFiles.moveIntoPlace(draft, file);
    ObjectNode json = json(manifest, fingerprint).put("weights", file.getFileName().toString());
    ObjectNode names = json.putObject("lists");
    for (Map.Entry<String, List<String>> list : manifest.lists().entrySet()) {
      String name = "%s-%s.txt".formatted(list.getKey(), tag);
      DurableFiles.write(folder.resolve(name), text(list.getValue()));
      names.put(list.getKey(), name);
    }
    DurableFiles.write(folder.resolve(NAME), json.toPrettyString() + "\n");
    deleteOthers(folder, tag);
    return fingerprint;
  }

  private static ObjectNode json(ModelManifest manifest, String fingerprint) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT)
        .put("version", VERSION)
        .put("kind", manifest.kind())
        .put("fingerprint", fingerprint)
        .put("dataHash", manifest.dataHash());
    json.set("settings", manifest.settings());
    ObjectNode metrics = json.putObject("metrics");
    manifest.metrics().forEach(metrics::put);
    return json;
  }

  private static String text(List<String> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(Escapes.escape(entry)).append('\n'));
    return text.toString();
  }

  private static void deleteOthers(Path folder, String tag) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean ours = name.matches("[A-Za-z0-9-]+-[0-9a-f]{16}\\.(safetensors|txt)");
        if (ours && !name.contains("-" + tag + ".")) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": old files cannot be deleted: " + e, e);
    }
  }

  /** A hash over what makes a model: not its metrics, nor what it learned from. */
  static String fingerprint(ModelManifest manifest, String weights) {
    Fingerprint sum = new Fingerprint();
    sum.add(manifest.kind()).add(StrictJson.write(manifest.settings()));
    manifest.lists().forEach((name, entries) -> sum.add(name).add(text(entries)));
    return sum.add(weights).hex();
  }

  static Found read(Path folder, String kind) {
    Path file = folder.resolve(NAME);
    try {
      JsonNode json = StrictJson.read(bounded(file, MAX_MANIFEST));
      requireKind(file, json, kind);
      if (!(json.path("settings") instanceof ObjectNode settings)) {
        throw refused(file, "has no settings", null);
      }
      Map<String, Double> metrics = new TreeMap<>();
      for (Map.Entry<String, JsonNode> metric : json.path("metrics").properties()) {
        metrics.put(metric.getKey(), metric.getValue().asDouble(Double.NaN));
      }
      Map<String, List<String>> lists = new TreeMap<>();
      for (Map.Entry<String, JsonNode> list : json.path("lists").properties()) {
        lists.put(list.getKey(), list(folder, name(file, list.getValue(), "txt")));
      }
      ModelManifest manifest =
          new ModelManifest(kind, settings, json.path("dataHash").asText(), metrics, lists);
      Path weights = folder.resolve(name(file, json.path("weights"), "safetensors"));
      return new Found(manifest, json.path("fingerprint").asText(), weights);
    } catch (JsonProcessingException e) {
      throw refused(file, "is not valid JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e, e);
    }
  }

  private static void requireKind(Path file, JsonNode json, String kind) {
    if (!json.path("format").asText().equals(FORMAT)) {
      throw refused(file, "is no manifest of a trained model", null);
    }
    if (json.path("version").asInt(-1) != VERSION) {
      throw refused(
          file,
          "is of version %s, version %d is read".formatted(json.path("version"), VERSION),
          null);
    }
    if (!json.path("kind").asText().equals(kind)) {
      throw refused(
          file,
          "must hold a model of kind '%s', holds '%s'".formatted(kind, json.path("kind").asText()),
          null);
    }
  }

  private static String name(Path file, JsonNode value, String ending) {
    String name = value.asText();
    if (!name.matches("[A-Za-z0-9-]{1,96}\\." + ending)) {
      throw refused(file, "names the file '%s', which is none beside it".formatted(name), null);
    }
    return name;
  }

  private static List<String> list(Path folder, String name) throws IOException {
    return bounded(folder.resolve(name), MAX_LIST).lines().map(Escapes::unescape).toList();
  }

  private static String bounded(Path file, long most) throws IOException {
    if (Files.size(file) > most) {
      throw refused(file, "must be of at most %d bytes".formatted(most), null);
    }
    return Files.readString(file);
  }

  private static IllegalArgumentException refused(
      Path file, String why, @Nullable Exception cause) {
    return new IllegalArgumentException(file + ": " + why, cause);
  }
}
