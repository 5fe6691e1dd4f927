package io.llmrec.embed.safetensors;

import com.google.gson.stream.JsonReader;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.embed.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tensors spread over several files, as {@code model.safetensors.index.json} lists them. Every file
 * must lie beside the list and hold what the list says of it.
 */
final class ShardedTensors implements Tensors {

  private static final long MAX_INDEX_BYTES = 64L << 20;
  private static final int MAX_SHARDS = 10_000;

  private final Path index;
  private final Map<String, SafetensorsFile> shardOf;
  private final Map<String, SafetensorsFile> shards;
  private final Map<String, TensorInfo> tensors;

  private ShardedTensors(
      Path index, Map<String, SafetensorsFile> shardOf, Map<String, SafetensorsFile> shards) {
    this.index = index;
    this.shardOf = shardOf;
    this.shards = shards;
    Map<String, TensorInfo> infos = new LinkedHashMap<>();
    shardOf.forEach((name, shard) -> infos.put(name, shard.tensor(name)));
    this.tensors = Collections.unmodifiableMap(infos);
  }

  static ShardedTensors open(Path index) {
    try {
      Map<String, String> fileOf = read(index);
      Map<String, SafetensorsFile> shards = new TreeMap<>();
      Map<String, SafetensorsFile> shardOf = new LinkedHashMap<>();
      fileOf.forEach((tensor, file) -> shardOf.put(tensor, shard(index, file, shards)));
      return new ShardedTensors(index, shardOf, shards);
    } catch (IOException e) {
      throw new UncheckedIOException(index + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static SafetensorsFile shard(
      Path index, String file, Map<String, SafetensorsFile> shards) {
    if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]*\\.safetensors")) {
      throw new IllegalArgumentException(
          "%s: names the file '%s', which is no safetensors file beside it"
              .formatted(index, shortened(file)));
    }
    if (shards.size() >= MAX_SHARDS && !shards.containsKey(file)) {
      throw new IllegalArgumentException(
          "%s: names more than %d files".formatted(index, MAX_SHARDS));
    }
    return shards.computeIfAbsent(file, name -> SafetensorsFile.open(index.resolveSibling(name)));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private static Map<String, String> read(Path index) throws IOException {
    if (Files.size(index) > MAX_INDEX_BYTES) {
      throw new IllegalArgumentException(
          "%s: must be of at most %d bytes".formatted(index, MAX_INDEX_BYTES));
    }
    byte[] json = Files.readAllBytes(index);
    try {
      return weightMap(StrictJson.reader(json));
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException(
          index + ": is not a list of tensors: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> weightMap(JsonReader json) throws IOException {
    Map<String, String> fileOf = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      if (json.nextName().equals("weight_map")) {
        json.beginObject();
        while (json.hasNext()) {
          fileOf.put(json.nextName(), StrictJson.nextText(json));
        }
        json.endObject();
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    StrictJson.end(json);
    return fileOf;
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return tensors;
  }

  @Override
  public TensorInfo tensor(String name) {
    return shardOf(name).tensor(name);
  }

  private SafetensorsFile shardOf(String name) {
    SafetensorsFile shard = shardOf.get(name);
    if (shard == null) {
      throw new IllegalArgumentException("%s: has no tensor '%s'".formatted(index, name));
    }
    return shard;
  }

  @Override
  public void copyFloats(String name, long from, float[] target, int offset, int length) {
    shardOf(name).copyFloats(name, from, target, offset, length);
  }

  @Override
  public String contentHash() {
    Fingerprint fingerprint = new Fingerprint();
    shards.forEach((name, shard) -> fingerprint.add(name).add(shard.contentHash()));
    return fingerprint.hex();
  }
}
