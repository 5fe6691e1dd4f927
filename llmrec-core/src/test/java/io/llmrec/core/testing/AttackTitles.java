package io.llmrec.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Titles of items that attack a language model, in English and Chinese, for tests of whatever puts
 * catalog text into prompts.
 */
public final class AttackTitles {

  private static final String FILE = "attack-titles.tsv";
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

  private AttackTitles() {}

  /**
   * An attack.
   *
   * @param kind {@code command}, {@code role}, {@code structure}, {@code invisible} or {@code
   *     flood}
   * @param language {@code en} or {@code zh}
   * @param title the title
   */
  public record Attack(String kind, String language, String title) {}

  /** All of them, always in the same order. */
  public static List<Attack> all() {
    try (InputStream in = AttackTitles.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split("\t", 3))
          .map(cells -> new Attack(cells[0], cells[1], unescape(cells[2])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(match.group(1), 16))));
  }
}
