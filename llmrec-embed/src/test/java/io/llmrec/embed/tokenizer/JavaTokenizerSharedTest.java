package io.llmrec.embed.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.llmrec.embed.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every id of real texts against the native tokenizer's, for a real model. */
class JavaTokenizerSharedTest {

  private static final String MODEL = "models/model2vec-bge-base-vq128/tokenizer.json";

  private static final List<String> TITLES =
      List.of(
          "data/ml1m_full/movies.dat",
          "data/llmrank/Games.item.gz",
          "data/goodreads_once/book.csv.gz",
          "data/amazon_plrec/beauty_item_description.csv.gz",
          "data/kuairec_zh/kuairec_caption_category.csv.gz",
          "data/mooc_zh/mooccubex_extended_course.csv.gz",
          "data/mooc_zh/item_map.txt.gz");

  private static final int TITLE = 80;
  private static final int EVERY = 20;

  @TempDir Path folder;

  /** The model as it is, and its pieces as a WordPiece model. */
  private FileTokenizer open(String kind) throws IOException {
    Path file = SharedData.require(MODEL);
    if (kind.equals("Unigram")) {
      return FileTokenizer.open(file);
    }
    JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    root.add("normalizer", JsonParser.parseString(TokenizerJson.BERT));
    root.add("pre_tokenizer", JsonParser.parseString(TokenizerJson.BERT_SPLIT));
    JsonArray pieces = root.getAsJsonObject("model").getAsJsonArray("vocab");
    root.add("model", wordPiece(pieces));
    return FileTokenizer.open(Files.writeString(folder.resolve("tokenizer.json"), root.toString()));
  }

  private static JsonObject wordPiece(JsonArray pieces) {
    JsonObject vocabulary = new JsonObject();
    for (JsonElement piece : pieces) {
      String text = piece.getAsJsonArray().get(0).getAsString();
      boolean start = text.startsWith("▁") || text.startsWith("[");
      vocabulary.addProperty(start ? text.replace("▁", "") : "##" + text, vocabulary.size());
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "WordPiece");
    model.addProperty("unk_token", "[UNK]");
    model.addProperty("continuing_subword_prefix", "##");
    model.addProperty("max_input_chars_per_word", 100);
    model.add("vocab", vocabulary);
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unigram", "WordPiece"})
  void givesTheNativeIdsOfTitles(String kind) throws IOException {
    Set<String> titles = new LinkedHashSet<>();
    for (String file : TITLES) {
      addLines(SharedData.require(file), TITLE, titles);
    }
    try (FileTokenizer tokenizer = open(kind)) {
      assertTrue(titles.size() > 40_000, "only " + titles.size() + " titles");
      double answered = (double) answered(tokenizer, titles) / titles.size();
      assertTrue(answered > 0.98, "only " + answered + " answered in Java");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unigram", "WordPiece"})
  void givesTheNativeIdsOfNastyTexts(String kind) throws IOException {
    try (FileTokenizer tokenizer = open(kind)) {
      assertTrue(answered(tokenizer, NastyTexts.draw(20_000, 77)) > 10_000);
    }
  }

  /** One in twenty lines of all files, up to 400 characters of each. */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"Unigram", "WordPiece"})
  void givesTheNativeIdsOfAllKindsOfTexts(String kind) throws IOException {
    try (FileTokenizer tokenizer = open(kind);
        Stream<Path> files = Files.walk(SharedData.require("data"))) {
      long count = 0;
      long answered = 0;
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Set<String> lines = new LinkedHashSet<>();
        if (!file.getFileName().toString().startsWith("ratings")) {
          addLines(file, 400, lines);
        }
        List<String> all = List.copyOf(lines);
        List<String> some =
            IntStream.range(0, all.size()).filter(i -> i % EVERY == 0).mapToObj(all::get).toList();
        count += some.size();
        answered += answered(tokenizer, some);
      }
      assertTrue(count > 25_000, "only " + count + " lines");
      assertTrue(answered > 0.95 * count, answered + " of " + count + " answered in Java");
    }
  }

  /** The number of texts that are answered in Java, once all are the same. */
  private static long answered(FileTokenizer tokenizer, Iterable<String> texts) {
    JavaTokenizer java = tokenizer.inJava();
    assertNotNull(java);
    long answered = 0;
    for (String text : texts) {
      int[] ids = java.encode(text);
      if (ids == null) {
        assertArrayEquals(tokenizer.encode(text), tokenizer.encodeFast(text));
      } else {
        answered++;
        assertArrayEquals(tokenizer.encode(text), ids, text);
      }
    }
    return answered;
  }

  /** What is not UTF-8 becomes U+FFFD. */
  private static void addLines(Path file, int longest, Set<String> lines) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .map(line -> line.substring(0, Math.min(longest, line.length())))
          .forEach(lines::add);
    }
  }

  @Test
  void makesNothingOfNothing() throws IOException {
    try (FileTokenizer tokenizer = open("Unigram")) {
      assertEquals(0, tokenizer.encodeFast("").length);
      assertEquals(0, tokenizer.encodeFast(" \t").length);
    }
  }
}
