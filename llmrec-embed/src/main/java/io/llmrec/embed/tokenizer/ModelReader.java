package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.UnknownPartException.require;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.llmrec.embed.json.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the model of a {@code tokenizer.json}: Unigram or WordPiece. */
final class ModelReader {

  private static final int MAX_PIECES = 1 << 20;

  /** Together, in characters. */
  private static final int MAX_TOTAL = 1 << 23;

  /** Bounds what one character of a text can cost. */
  private static final int MAX_PIECE = 512;

  private final JsonObject settings = new JsonObject();
  private final List<String> pieces = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();
  private long total;

  private ModelReader() {}

  /** Throws {@link UnknownPartException} where the model is not known here. */
  static TokenModel read(JsonReader json) throws IOException, UnknownPartException {
    return new ModelReader().model(json);
  }

  private TokenModel model(JsonReader json) throws IOException, UnknownPartException {
    boolean listed = false;
    json.beginObject();
    while (json.hasNext()) {
      String field = json.nextName();
      require(!settings.has(field), "repeated field " + field);
      if (field.equals("vocab")) {
        listed = json.peek() == JsonToken.BEGIN_ARRAY;
        settings.addProperty(field, true);
        readVocabulary(json, listed);
      } else {
        require(!field.equals("merges"), "merges");
        JsonElement value = JsonParser.parseReader(json);
        settings.add(field, value);
      }
    }
    json.endObject();
    require(!pieces.isEmpty(), "no pieces");
    return switch (JsonParts.text(settings, "type")) {
      case "Unigram" -> unigram(listed);
      case "WordPiece" -> wordPiece(listed);
      default -> throw new UnknownPartException(JsonParts.text(settings, "type"));
    };
  }

  private void readVocabulary(JsonReader json, Boolean listed)
      throws IOException, UnknownPartException {
    if (listed) {
      json.beginArray();
      while (json.hasNext()) {
        json.beginArray();
        add(StrictJson.nextText(json), json);
        json.endArray();
      }
      json.endArray();
    } else {
      json.beginObject();
      while (json.hasNext()) {
        add(json.nextName(), json);
      }
      json.endObject();
    }
  }

  private void add(String piece, JsonReader json) throws IOException, UnknownPartException {
    total += piece.length();
    require(pieces.size() < MAX_PIECES && total <= MAX_TOTAL, "too many pieces");
    require(!piece.isEmpty() && piece.length() <= MAX_PIECE, "empty or endless piece");
    require(json.peek() == JsonToken.NUMBER, "piece without a number");
    pieces.add(piece);
    numbers.add(json.nextString());
  }

  private TokenModel unigram(Boolean listed) throws UnknownPartException {
    JsonParts.object(settings, Set.of("type", "vocab", "unk_id", "byte_fallback"));
    require(listed, "pieces without places");
    int unknown =
        JsonParts.isNull(settings, "unk_id")
            ? PieceTrie.NONE
            : (int) JsonParts.whole(settings, "unk_id", pieces.size() - 1L);
    double[] scores = new double[pieces.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = ScoreText.read(numbers.get(i));
    }
    boolean bytes = JsonParts.flag(settings, "byte_fallback", false);
    return new UnigramModel(pieces, scores, unknown, bytes);
  }

  private TokenModel wordPiece(Boolean listed) throws UnknownPartException {
    JsonParts.object(
        settings,
        Set.of(
            "type", "vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word"));
    require(!listed, "pieces without ids");
    Map<String, Integer> vocabulary = new HashMap<>();
    for (int i = 0; i < pieces.size(); i++) {
      require(numbers.get(i).matches("[0-9]{1,9}"), "id not known");
      vocabulary.put(pieces.get(i), Integer.valueOf(numbers.get(i)));
    }
    return new WordPieceModel(
        vocabulary,
        JsonParts.text(settings, "unk_token"),
        JsonParts.text(settings, "continuing_subword_prefix"),
        JsonParts.whole(settings, "max_input_chars_per_word", Integer.MAX_VALUE));
  }
}
