package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.UnknownPartException.require;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.llmrec.embed.tokenizer.PreTokenizer.Prepend;
import java.util.Set;

/** Reads the pre-tokenizer of a {@code tokenizer.json}. */
final class PreTokenizerReader {

  private static final int MAX_STEPS = 16;

  private PreTokenizerReader() {}

  /**
   * Throws where a step is not known here.
   *
   * @param first whether texts come as they were written: the native side looks there, and not in
   *     the normalized text, for whether a part is the first
   */
  static PreTokenizer read(JsonElement json, Boolean first) throws UnknownPartException {
    return json.isJsonNull() ? PreTokenizer.whole() : step(json, first);
  }

  private static PreTokenizer step(JsonElement json, Boolean first) throws UnknownPartException {
    return switch (JsonParts.type(json)) {
      case "WhitespaceSplit" -> plain(json, PreTokenizer.atSpaces());
      case "BertPreTokenizer" -> plain(json, PreTokenizer.bert());
      case "Metaspace" -> metaspace(json, first);
      case "Sequence" -> sequence(json, first);
      default -> throw new UnknownPartException(JsonParts.type(json));
    };
  }

  private static PreTokenizer plain(JsonElement json, PreTokenizer step)
      throws UnknownPartException {
    JsonParts.object(json, Set.of("type"));
    return step;
  }

  private static PreTokenizer sequence(JsonElement json, Boolean first)
      throws UnknownPartException {
    JsonObject sequence = JsonParts.object(json, Set.of("type", "pretokenizers"));
    PreTokenizer all = null;
    for (JsonElement step : JsonParts.list(sequence, "pretokenizers", MAX_STEPS)) {
      PreTokenizer next = step(step, first && all == null);
      all = all == null ? next : PreTokenizer.both(all, next);
    }
    return all == null ? PreTokenizer.whole() : all;
  }

  private static PreTokenizer metaspace(JsonElement json, Boolean first)
      throws UnknownPartException {
    JsonObject metaspace =
        JsonParts.object(
            json,
            Set.of(
                "type", "replacement", "prepend_scheme", "split", "add_prefix_space", "str_rep"));
    String mark = JsonParts.text(metaspace, "replacement");
    require(mark.length() == 1 && KnownCharacters.makeUp(mark), "replacement not known");
    require(JsonParts.flag(metaspace, "add_prefix_space", true), "add_prefix_space is false");
    Prepend prepend =
        switch (JsonParts.text(metaspace, "prepend_scheme")) {
          case "always" -> Prepend.ALWAYS;
          case "first" -> Prepend.FIRST;
          case "never" -> Prepend.NEVER;
          default -> throw new UnknownPartException("prepend_scheme not known");
        };
    require(first || prepend != Prepend.FIRST, "where parts stood in the text is not known");
    return PreTokenizer.metaspace(
        mark.charAt(0), prepend, JsonParts.flag(metaspace, "split", true));
  }
}
