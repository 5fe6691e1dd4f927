package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.embed.lexical.LexicalOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Texts of real catalogs: beauty products, games, descriptions of books, captions of videos in
 * Chinese and courses, a line of the published files each, about 52,000 different ones.
 */
final class RealTexts {

  private static final List<String> FILES =
      List.of(
          "amazon_plrec/beauty_item_description.csv.gz",
          "amazon_plrec/games_item_description.csv.gz",
          "goodreads_once/book-desc.csv.gz",
          "kuairec_zh/kuairec_caption_category.csv.gz",
          "mooc_zh/mooccubex_extended_course.csv.gz");

  private RealTexts() {}

  /** Shuffled, the same way each time. */
  static List<String> read(Path data) throws IOException {
    Set<String> texts = new LinkedHashSet<>();
    for (String file : FILES) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(data.resolve(file))),
                  StandardCharsets.UTF_8))) {
        lines.lines().forEach(texts::add);
      }
    }
    List<String> shuffled = new ArrayList<>(texts);
    Collections.shuffle(shuffled, new Random(7));
    return shuffled;
  }

  /** As the lexical encoder sees them. */
  static List<Embedding> encode(List<String> texts, int dimension) {
    return LexicalEncoder.fit(texts.stream(), LexicalOptions.defaults().withDimension(dimension))
        .encode(texts);
  }
}
