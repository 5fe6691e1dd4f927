package io.llmrec.embed.transformer;

import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.safetensors.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence-transformers folder says beyond the network itself (Reimers, Gurevych,
 * "Sentence-BERT", 2019); a folder without {@code modules.json} says nothing. Vectors are of length
 * 1 whether it asks for that or not.
 *
 * @param network the folder with {@code config.json}
 * @param pooling of token vectors, or null
 * @param dense linear layers behind the pooling, in order
 * @param maxTokens the longest input, or the largest int
 * @param prompts by name
 * @param defaultPrompt what is put before texts unless told otherwise
 */
record SentenceFolder(
    Path network,
    @Nullable Pooling pooling,
    List<Dense> dense,
    int maxTokens,
    Map<String, String> prompts,
    String defaultPrompt) {

  private static final List<String> MODULES =
      List.of("Transformer", "Pooling", "Dense", "Normalize");

  private static final Map<String, Pooling> POOLINGS =
      Map.of(
          "pooling_mode_cls_token", Pooling.CLS,
          "pooling_mode_mean_tokens", Pooling.MEAN,
          "pooling_mode_max_tokens", Pooling.MAX,
          "pooling_mode_lasttoken", Pooling.LAST,
          "pooling_mode_weightedmean_tokens", Pooling.WEIGHTED_MEAN,
          "pooling_mode_mean_sqrt_len_tokens", Pooling.MEAN);

  /** A linear layer: its settings and tensors. */
  record Dense(JsonFile config, Tensors tensors) {}

  static SentenceFolder read(Path folder) {
    Path network = folder;
    Pooling pooling = null;
    List<Dense> dense = new ArrayList<>();
    for (JsonFile module : modules(folder)) {
      Path path = inside(folder, module.text("path", ""));
      switch (kind(module)) {
        case "Transformer" -> network = path;
        case "Pooling" -> pooling = pooling(JsonFile.read(path.resolve("config.json")));
        case "Dense" ->
            dense.add(new Dense(JsonFile.read(path.resolve("config.json")), Tensors.open(path)));
        default -> {
          // Vectors are always normalised.
        }
      }
    }
    JsonFile prompts = optional(folder.resolve("config_sentence_transformers.json"));
    Map<String, String> named = prompts == null ? Map.of() : prompts.inner("prompts").texts();
    String chosen = prompts == null ? "" : prompts.text("default_prompt_name", "");
    return new SentenceFolder(
        network,
        pooling,
        List.copyOf(dense),
        maxTokens(network),
        named,
        named.getOrDefault(chosen, ""));
  }

  private static List<JsonFile> modules(Path folder) {
    Path file = folder.resolve("modules.json");
    return Files.exists(file) ? JsonFile.readList(file) : List.of();
  }

  private static String kind(JsonFile module) {
    String type = module.text("type");
    String kind = type.substring(type.lastIndexOf('.') + 1);
    if (!MODULES.contains(kind)) {
      throw new IllegalArgumentException(
          "%s: the module '%s' is not supported, supported are %s"
              .formatted(module, type, MODULES));
    }
    return kind;
  }

  private static Path inside(Path folder, String path) {
    Path resolved = folder.resolve(path).normalize();
    if (!resolved.startsWith(folder.normalize())) {
      throw new IllegalArgumentException(
          "%s: the module's path '%s' leads out of the folder".formatted(folder, path));
    }
    return resolved;
  }

  private static Pooling pooling(JsonFile config) {
    List<Pooling> asked =
        POOLINGS.entrySet().stream()
            .filter(entry -> config.flag(entry.getKey(), false))
            .map(Map.Entry::getValue)
            .toList();
    if (asked.size() != 1) {
      throw new IllegalArgumentException(
          "%s: exactly 1 way of pooling is supported, %d are asked for, known are %s"
              .formatted(config, asked.size(), POOLINGS.keySet().stream().sorted().toList()));
    }
    return asked.get(0);
  }

  private static int maxTokens(Path network) {
    JsonFile settings = optional(network.resolve("sentence_bert_config.json"));
    return settings == null || !settings.has("max_seq_length")
        ? Integer.MAX_VALUE
        : settings.whole("max_seq_length", 1, Integer.MAX_VALUE);
  }

  private static @Nullable JsonFile optional(Path file) {
    return Files.exists(file) ? JsonFile.read(file) : null;
  }

  /** The prompt of a name. */
  String prompt(String name) {
    String prompt = prompts.get(name);
    if (prompt == null) {
      throw new IllegalArgumentException(
          "%s: has no prompt '%s', has %s"
              .formatted(network, name, prompts.keySet().stream().sorted().toList()));
    }
    return prompt;
  }
}
