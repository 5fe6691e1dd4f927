package io.llmrec.embed.tokenizer;

import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.llmrec.embed.json.StrictJson;
import io.llmrec.embed.tokenizer.TokenizerVocabulary.Spelling;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the vocabulary out of a {@code tokenizer.json}: {@code model.vocab} is an object
 * (WordPiece, BPE, word level) or a list of pairs (Unigram), and the unknown token is named by
 * {@code unk_token} or numbered by {@code unk_id}.
 */
final class VocabularyParser {

  private static final long MAX_ID = Integer.MAX_VALUE - 8;
  private static final String BYTE_LEVEL = "\"type\":\"ByteLevel\"";

  private final Map<String, Integer> ids = new HashMap<>();
  private final Set<String> specials = new HashSet<>();
  private @Nullable String unknownToken;
  private Spelling spelling = Spelling.TEXT;
  private int unknownId = -1;

  static TokenizerVocabulary parse(byte[] tokenizerJson) throws IOException {
    return new VocabularyParser().read(StrictJson.reader(tokenizerJson));
  }

  private TokenizerVocabulary read(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "added_tokens" -> readAddedTokens(json);
        case "model" -> readModel(json);
        case "decoder" -> readDecoder(json);
        default -> json.skipValue();
      }
    }
    json.endObject();
    StrictJson.end(json);
    int unknown = unknownToken == null ? unknownId : named(unknownToken);
    return new TokenizerVocabulary(ids, unknown, specials, spelling);
  }

  private int named(String token) {
    Integer id = ids.get(token);
    return id == null ? -1 : id;
  }

  private void readAddedTokens(JsonReader json) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      readAddedToken(json);
    }
    json.endArray();
  }

  private void readAddedToken(JsonReader json) throws IOException {
    String content = null;
    long id = -1;
    boolean special = false;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "content" -> content = StrictJson.nextText(json);
        case "id" -> id = StrictJson.nextWhole(json);
        case "special" -> special = json.nextBoolean();
        default -> json.skipValue();
      }
    }
    json.endObject();
    if (content == null) {
      throw new IOException("an added token has no content");
    }
    put(content, id);
    if (special) {
      specials.add(content);
    }
  }

  private void readDecoder(JsonReader json) {
    String decoder = JsonParser.parseReader(json).toString();
    spelling = decoder.contains(BYTE_LEVEL) ? Spelling.BYTES : Spelling.TEXT;
  }

  private void readModel(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "vocab" -> readVocabulary(json);
        case "unk_token" -> unknownToken = nextUnlessNull(json) ? StrictJson.nextText(json) : null;
        case "unk_id" -> unknownId = nextUnlessNull(json) ? id(StrictJson.nextWhole(json)) : -1;
        default -> json.skipValue();
      }
    }
    json.endObject();
  }

  private static boolean nextUnlessNull(JsonReader json) throws IOException {
    if (json.peek() != JsonToken.NULL) {
      return true;
    }
    json.nextNull();
    return false;
  }

  private void readVocabulary(JsonReader json) throws IOException {
    if (json.peek() == JsonToken.BEGIN_ARRAY) {
      readPairs(json);
      return;
    }
    json.beginObject();
    while (json.hasNext()) {
      put(json.nextName(), StrictJson.nextWhole(json));
    }
    json.endObject();
  }

  private void readPairs(JsonReader json) throws IOException {
    json.beginArray();
    for (int id = 0; json.hasNext(); id++) {
      json.beginArray();
      put(StrictJson.nextText(json), id);
      json.skipValue();
      json.endArray();
    }
    json.endArray();
  }

  private void put(String token, long id) throws IOException {
    ids.put(token, id(id));
  }

  private static int id(long id) throws IOException {
    if (id < 0 || id > MAX_ID) {
      throw new IOException("a token's id must be 0 to %d, was %d".formatted(MAX_ID, id));
    }
    return (int) id;
  }
}
