package io.llmrec.embed.staticvectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads lines of a word and its numbers, separated by single spaces. A word may hold spaces itself;
 * the number of numbers is that of the first line. A first line of two whole numbers (word2vec's
 * text form) is passed over. Of a word that is there twice the first counts.
 */
final class GloveReader {

  private static final int MAX_DIMENSION = 1 << 16;

  private final Map<String, Integer> words = new LinkedHashMap<>();
  private float[] vectors = new float[0];
  private int dimension;
  private long line;

  static GloveReader read(Path file) throws IOException {
    GloveReader reader = new GloveReader();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        reader.accept(text);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: line %d: %s".formatted(file, reader.line, e.getMessage()), e);
    }
    return reader;
  }

  /** Row by word. */
  Map<String, Integer> words() {
    return words;
  }

  TokenTable table() {
    return new TokenTable(Arrays.copyOf(vectors, words.size() * dimension), dimension, null, null);
  }

  private void accept(String text) {
    line++;
    if (text.isBlank() || line == 1 && text.matches("\\d+ \\d+ ?")) {
      return;
    }
    String[] fields = text.stripTrailing().split(" ");
    if (dimension == 0) {
      dimension = fields.length - 1;
    }
    if (dimension < 1 || dimension > MAX_DIMENSION || fields.length <= dimension) {
      throw new IllegalArgumentException(
          "a word and %d numbers are wanted, there are %d fields"
              .formatted(Math.max(1, dimension), fields.length));
    }
    int wordFields = fields.length - dimension;
    String word = String.join(" ", Arrays.asList(fields).subList(0, wordFields));
    if (words.putIfAbsent(word, words.size()) == null) {
      store((words.size() - 1L) * dimension, fields, wordFields);
    }
  }

  private void store(long start, String[] fields, int firstNumber) {
    if (start + dimension > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d numbers are the most a table holds".formatted(Integer.MAX_VALUE - 8));
    }
    if (start + dimension > vectors.length) {
      long wanted = Math.max(1024L * dimension, start + start / 2);
      vectors = Arrays.copyOf(vectors, (int) Math.min(Integer.MAX_VALUE - 8, wanted));
    }
    for (int i = 0; i < dimension; i++) {
      vectors[(int) start + i] = Float.parseFloat(fields[firstNumber + i]);
    }
  }
}
