package io.llmrec.embed.languagemodel;

import io.llmrec.embed.chattemplate.JinjaTemplate;
import io.llmrec.embed.json.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The chat templates of a Hugging Face folder: {@code chat_template.jinja}, or else what {@code
 * tokenizer_config.json} holds, one or several by name.
 */
final class FolderTemplate {

  private static final String DEFAULT = "default";
  private static final List<String> TOKENS =
      List.of("bos_token", "eos_token", "unk_token", "pad_token");
  private static final long MAX_BYTES = 4L * JinjaTemplate.MAX_LENGTH;

  private final Path folder;
  private final @Nullable JsonFile config;

  FolderTemplate(Path folder) {
    this.folder = folder;
    Path file = folder.resolve("tokenizer_config.json");
    this.config = Files.exists(file) ? JsonFile.read(file) : null;
  }

  /**
   * The template.
   *
   * @param name of one of several, or null for the folder's own choice
   * @param more values for the template
   * @return null where the folder has none and none is asked for by name
   */
  @Nullable ChatTemplate template(@Nullable String name, Map<String, ?> more) {
    Map<String, String> all = sources();
    String source = all.get(name == null ? DEFAULT : name);
    if (source == null) {
      if (name == null && all.isEmpty()) {
        return null;
      }
      throw new IllegalArgumentException(
          "%s: has no chat template '%s', has %s"
              .formatted(folder, name == null ? DEFAULT : name, all.keySet()));
    }
    Map<String, Object> values = new HashMap<>(tokens());
    values.putAll(more);
    try {
      return ChatTemplate.jinja(source, values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s; another template can be chosen in the options".formatted(folder, e.getMessage()),
          e);
    }
  }

  private Map<String, String> sources() {
    Map<String, String> sources = new TreeMap<>();
    if (config != null && config.isText("chat_template")) {
      sources.put(DEFAULT, config.text("chat_template"));
    } else if (config != null) {
      for (JsonFile named : config.inners("chat_template")) {
        sources.put(named.text("name"), named.text("template"));
      }
    }
    Path own = folder.resolve("chat_template.jinja");
    if (Files.exists(own)) {
      sources.put(DEFAULT, read(own));
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            "%s: must be of at most %d bytes, is of %d"
                .formatted(file, MAX_BYTES, Files.size(file)));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The names of the first token, the last token and others; objects hold theirs as content. */
  private Map<String, String> tokens() {
    Map<String, String> tokens = new HashMap<>();
    if (config != null) {
      for (String name : TOKENS) {
        if (config.isText(name)) {
          tokens.put(name, config.text(name));
        } else if (config.has(name)) {
          tokens.put(name, config.inner(name).text("content"));
        }
      }
    }
    return tokens;
  }
}
