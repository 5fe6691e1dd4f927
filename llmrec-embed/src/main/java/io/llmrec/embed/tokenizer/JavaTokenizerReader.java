package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.UnknownPartException.require;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import io.llmrec.embed.json.StrictJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a tokenizer in plain Java of a {@code tokenizer.json} whose every part is known here. */
final class JavaTokenizerReader {

  private static final Set<String> IGNORED = Set.of("version", "truncation", "padding", "decoder");
  private static final Set<String> PARTS =
      Set.of("added_tokens", "normalizer", "pre_tokenizer", "post_processor");

  private final Map<String, JsonElement> parts = new HashMap<>();
  private @Nullable TokenModel model;

  private JavaTokenizerReader() {}

  /** The tokenizer, or null when the file has a part that only the native side knows. */
  static @Nullable JavaTokenizer read(byte[] tokenizerJson) throws IOException {
    try {
      return new JavaTokenizerReader().tokenizer(StrictJson.reader(tokenizerJson));
    } catch (UnknownPartException unknown) {
      return null;
    }
  }

  private JavaTokenizer tokenizer(JsonReader json) throws IOException, UnknownPartException {
    Set<String> seen = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String field = json.nextName();
      require(seen.add(field), "repeated field " + field);
      if (field.equals("model")) {
        model = ModelReader.read(json);
      } else if (PARTS.contains(field)) {
        parts.put(field, JsonParser.parseReader(json));
      } else {
        require(IGNORED.contains(field), "field " + field);
        json.skipValue();
      }
    }
    json.endObject();
    if (model == null) {
      throw new UnknownPartException("no model");
    }
    return tokenizer(model);
  }

  private JavaTokenizer tokenizer(TokenModel model) throws UnknownPartException {
    checkPostProcessor(part("post_processor"));
    TextNormalizer normalizer = NormalizerReader.read(part("normalizer"));
    AddedTokensReader added = AddedTokensReader.read(part("added_tokens"), model);
    AddedTokens normalized = added.normalized(normalizer);
    boolean asWritten = part("normalizer").isJsonNull() && normalized.isEmpty();
    PreTokenizer preTokenizer = PreTokenizerReader.read(part("pre_tokenizer"), asWritten);
    return new JavaTokenizer(added.written(), normalizer, normalized, preTokenizer, model);
  }

  private JsonElement part(String name) {
    return parts.getOrDefault(name, JsonNull.INSTANCE);
  }

  /** Must leave the tokens of one text as they are when no special tokens are asked for. */
  private static void checkPostProcessor(JsonElement json) throws UnknownPartException {
    if (json.isJsonNull()) {
      return;
    }
    switch (JsonParts.type(json)) {
      case "BertProcessing", "RobertaProcessing" -> {}
      case "TemplateProcessing" -> checkTemplate(json.getAsJsonObject());
      default -> throw new UnknownPartException(JsonParts.type(json));
    }
  }

  private static void checkTemplate(JsonObject template) throws UnknownPartException {
    int texts = 0;
    for (JsonElement piece : JsonParts.list(template, "single", 1000)) {
      JsonObject object = JsonParts.object(piece, Set.of("SpecialToken", "Sequence"));
      if (object.has("Sequence")) {
        JsonObject text = JsonParts.object(object.get("Sequence"), Set.of("id", "type_id"));
        require(JsonParts.text(text, "id").equals("A"), "a text that is not the first");
        texts++;
      }
    }
    require(texts == 1, "a template without or with several texts");
  }
}
