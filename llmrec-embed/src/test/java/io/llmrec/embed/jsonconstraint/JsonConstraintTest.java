package io.llmrec.embed.jsonconstraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import io.llmrec.embed.json.StrictJson;
import io.llmrec.embed.tokenizer.FileTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a model that thinks nothing: every token is as likely as any other. */
class JsonConstraintTest {

  private static final Set<Integer> ENDS = Set.of(1);

  @TempDir static Path folder;
  private static FileTokenizer tokenizer;
  private static JsonConstraint.Tokens tokens;
  private static int vocabulary;

  /** Every byte, and pieces that begin and end in the middle of JSON and of characters. */
  @BeforeAll
  static void make() throws IOException {
    JsonObject ids = new JsonObject();
    ids.addProperty("<unk>", 0);
    ids.addProperty("<s>", 1);
    List<byte[]> pieces = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      pieces.add(new byte[] {(byte) b});
    }
    for (String text :
        List.of(
            "{\"", "\":", "\": \"", "\", \"", "\"}", "}]", "[[", "]]", "}}", "tru", "true", "null",
            "12", "0.", "e1", "\\u", "\\n", "name", "na", " a", "推", "荐", "🎬", "\"}]}", "[{\"",
            "  ", "\n ", ",\"", "\\ud8", "yes", "no")) {
      pieces.add(text.getBytes(StandardCharsets.UTF_8));
    }
    pieces.add(new byte[] {(byte) 0xE6, (byte) 0x8E});
    pieces.add(new byte[] {'a', (byte) 0xF0, (byte) 0x9F});
    for (byte[] piece : pieces) {
      String text = spelled(piece);
      if (!ids.has(text)) {
        ids.addProperty(text, ids.size());
      }
    }
    vocabulary = ids.size();
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(
        file,
        "{\"version\":\"1.0\",\"added_tokens\":[{\"id\":1,\"content\":\"<s>\",\"single_word\":false,"
            + "\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true}],"
            + "\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false,"
            + "\"trim_offsets\":true,\"use_regex\":true},"
            + "\"decoder\":{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,"
            + "\"use_regex\":true},\"model\":{\"type\":\"BPE\",\"merges\":[],\"vocab\":"
            + ids
            + "}}");
    tokenizer = FileTokenizer.open(file);
    tokens = JsonConstraint.Tokens.of(tokenizer, vocabulary);
  }

  /** As byte-level tokenizers spell bytes. */
  private static String spelled(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte one : bytes) {
      int b = one & 0xFF;
      boolean own = (b > 32 && b < 127) || (b > 160 && b != 173);
      int other = b <= 32 ? 256 + b : b <= 160 ? 256 + 33 + b - 127 : 256 + 67;
      text.append((char) (own ? b : other));
    }
    return text.toString();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static String write(JsonConstraint constraint, Random random, int most) {
    JsonWalk walk = constraint.walk();
    ToIntFunction<float[]> draw = scores -> drawn(scores, random);
    ArrayList<Integer> reply = new ArrayList<>();
    while (!walk.finished() && reply.size() < most) {
      int token = walk.take(new float[vocabulary], ENDS, draw, most - reply.size());
      if (token == JsonWalk.OVER || ENDS.contains(token)) {
        break;
      }
      assertTrue(token >= 0);
      reply.add(token);
    }
    String text = exact(constraint, reply);
    assertEquals(text, tokenizer.decode(reply.stream().mapToInt(i -> i).toArray()));
    return text;
  }

  private static String exact(JsonConstraint constraint, List<Integer> reply) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    reply.forEach(token -> bytes.writeBytes(constraint.trie().bytes(token)));
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int drawn(float[] scores, Random random) {
    List<Integer> possible = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (Float.isFinite(scores[i])) {
        possible.add(i);
      }
    }
    return possible.isEmpty() ? -1 : possible.get(random.nextInt(possible.size()));
  }

  /** Strictly, with nothing behind the value and no name twice. */
  static JsonElement parsed(String json) {
    try {
      JsonReader reader = StrictJson.reader(json.getBytes(StandardCharsets.UTF_8));
      JsonElement value = JsonParser.parseReader(reader);
      StrictJson.end(reader);
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20, 200})
  void everyReplyIsJson(int most) {
    Random random = new Random(most);
    JsonConstraint constraint = tokens.to(JsonShape.any());
    Set<String> different = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      String json = write(constraint, random, most);
      parsed(json);
      different.add(json);
    }
    assertTrue(different.size() > 10, "only " + different.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 30, 300})
  void everyObjectIsOne(int most) {
    Random random = new Random(most);
    JsonConstraint constraint = tokens.to(JsonShape.anyObject());
    int names = 0;
    for (int i = 0; i < (most == 1 ? 0 : 200); i++) {
      names += parsed(write(constraint, random, most)).getAsJsonObject().size();
    }
    assertTrue(names > 0 || most < 30);
  }

  @Test
  void keepsToASchema() {
    JsonShape shape =
        JsonShape.ofSchema(
            """
            {"type": "object", "title": "t", "additionalProperties": false,
             "properties": {
               "name": {"type": "string", "maxLength": 5},
               "kind": {"enum": ["yes", "no", "na", 12]},
               "tags": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
               "推": {"anyOf": [{"type": "boolean"}, {"type": ["number", "null"]}]},
               "inner": {"properties": {"x": {"const": "k"}}}},
             "required": ["name", "tags", "inner"]}
            """);
    JsonConstraint constraint = tokens.to(shape);
    int cost = constraint.walk().cost();
    Random random = new Random(3);
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 400; i++) {
      JsonObject found = parsed(write(constraint, random, cost + i % 60)).getAsJsonObject();
      seen.addAll(found.keySet());
      assertTrue(Set.of("name", "kind", "tags", "推", "inner").containsAll(found.keySet()));
      String name = found.get("name").getAsString();
      assertTrue(name.codePointCount(0, name.length()) <= 5, name);
      JsonArray tags = found.getAsJsonArray("tags");
      assertTrue(tags.size() >= 1 && tags.size() <= 3);
      tags.forEach(tag -> assertTrue(tag.getAsString().matches("-?[0-9]+"), tag.toString()));
      if (found.has("kind")) {
        assertTrue(Set.of("yes", "no", "na", "12").contains(found.get("kind").getAsString()));
      }
      JsonObject inner = found.getAsJsonObject("inner");
      assertTrue(inner.size() == 0 || inner.get("x").getAsString().equals("k"));
    }
    assertEquals(Set.of("name", "kind", "tags", "推", "inner"), seen);
  }

  @Test
  void writesFieldsInTheirOrder() {
    JsonShape shape =
        JsonShape.object()
            .field("a", JsonShape.bool())
            .optional("aa", JsonShape.nullable(JsonShape.number()))
            .field("b", JsonShape.list(JsonShape.oneOf("yes", "no"), 2, 2))
            .build();
    JsonConstraint constraint = tokens.to(shape);
    Random random = new Random(9);
    for (int i = 0; i < 100; i++) {
      JsonObject found = parsed(write(constraint, random, 80)).getAsJsonObject();
      List<String> names = List.copyOf(found.keySet());
      assertTrue(
          names.equals(List.of("a", "b")) || names.equals(List.of("a", "aa", "b")),
          names.toString());
      assertEquals(2, found.getAsJsonArray("b").size());
    }
  }

  /** The tokens that a mask admits are those that can be appended, one by one. */
  @Test
  void masksAreExact() {
    JsonConstraint constraint = tokens.to(JsonShape.any());
    TokenTrie trie = constraint.trie();
    for (String start : List.of("", "{", "{\"a", "{\"a\":[1", "[\"\\", "\"推", "-", "[true", "12")) {
      JsonState state = new ValueState(JsonShape.any(), JsonState.END, 0);
      for (byte b : start.getBytes(StandardCharsets.UTF_8)) {
        state = state.next(b & 0xFF);
      }
      for (int id = 2; id < vocabulary; id++) {
        JsonState after = state;
        for (byte b : trie.bytes(id)) {
          after = after == null ? null : after.next(b & 0xFF);
        }
        assertEquals(after != null, constraint.allowed(state).get(id), start + " then " + id);
      }
    }
  }

  @Test
  void masksAreRemembered() {
    JsonConstraint constraint =
        tokens.to(JsonShape.object().field("name", JsonShape.text(1_000_000)).build());
    Random random = new Random(2);
    for (int i = 0; i < 40; i++) {
      write(constraint, random, 300);
    }
    assertTrue(constraint.masksMade() < 100, "made " + constraint.masksMade());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"array\",\"uniqueItems\":true}#schema at $: the keyword 'uniqueItems' is not"
            + " supported, supported are",
        "{\"properties\":{\"a\":{\"pattern\":\"x\"}}}#schema at $.a: the keyword 'pattern' is not",
        "{\"type\":\"date\"}#schema at $: the type 'date' is not known",
        "{\"type\":\"object\",\"properties\":{},\"required\":[\"a\"]}#schema at $: [a] are required"
            + " but no properties",
        "{\"enum\":[]}#schema at $: 'enum' must not be empty",
        "{\"type\":\"string\",\"maxLength\":-1}#schema at $: 'maxLength' must be a whole number",
        "{\"anyOf\":[]}#schema at $.anyOf: must not be empty",
        "[]#schema at $: must be an object",
        "{#the schema is not JSON"
      })
  void refusesSchemasItCannotKeepTo(String schema, String message) {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> JsonShape.ofSchema(schema));

    assertTrue(error.getMessage().startsWith(message), error.getMessage());
  }

  @Test
  void refusesShapesThatMakeNoSense() {
    assertEquals(
        "least must be 0 to 1, was 2",
        assertThrows(IllegalArgumentException.class, () -> JsonShape.list(JsonShape.any(), 2, 1))
            .getMessage());
    assertEquals(
        "fields must have different names, were [a, a]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    JsonShape.object()
                        .field("a", JsonShape.bool())
                        .optional("a", JsonShape.bool())
                        .build())
            .getMessage());
    assertEquals(
        "at least 1 choice is needed, were 0",
        assertThrows(IllegalArgumentException.class, JsonShape::oneOf).getMessage());
  }
}
