package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.Reasoning;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The titles of a reply that should have been a numbered list.
 *
 * <p>Read in several ways, the strictest first: rising numbers, a JSON array, bullets, a line each,
 * a list with commas behind a colon, titles in quotation marks. The first that gives {@value
 * #ENOUGH} titles is taken, or else the one that gives most. A numbered list ends where the numbers
 * start again or somebody else begins to speak: models go on to invent the rest of the
 * conversation. Never throws, for any text; only the first {@value #MAX_CHARS} characters and
 * {@value #MAX_TITLES} titles are read.
 *
 * @param form how it was read
 * @param titles in the order of the reply, none blank
 */
record TitleList(Form form, List<TitleEntry> titles) {

  static final int MAX_CHARS = 20_000;
  static final int MAX_TITLES = 100;
  static final int ENOUGH = 3;

  private static final int LONGEST_LINE = 80;
  private static final Pattern NUMBERED =
      Pattern.compile("^[\\s*\"'(\\[]{0,4}([0-9]{1,3})[.)\\]、:]\\s*+(.*+)$");
  private static final Pattern BULLET = Pattern.compile("^\\s*+[-*•·]\\s*+(.*+)$");
  private static final Pattern SPEAKER =
      Pattern.compile(
          "^\\s*+(?:\\[\\||#|(?:user|system|human|assistant|ai|bot)\\s*+:)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"\\n]{1,200}+)\"|“([^“”\\n]{1,200}+)”");
  private static final Pattern LAST_PART = Pattern.compile("^(?:and|or) ");

  /** How a reply was read. */
  enum Form {
    /** Rising numbers in front. */
    NUMBERED,
    /** A JSON array of texts. */
    JSON,
    /** Bullets in front. */
    BULLETS,
    /** A title a line. */
    LINES,
    /** One line, commas between. */
    COMMAS,
    /** In quotation marks. */
    QUOTED,
    /** No titles. */
    NONE
  }

  TitleList {
    titles = List.copyOf(titles);
  }

  /** The best reading of a reply. */
  static TitleList of(String reply) {
    String answer = Reasoning.strip(reply);
    String text = answer.substring(0, Math.min(answer.length(), MAX_CHARS));
    List<String> lines = text.lines().toList();
    TitleList best = new TitleList(Form.NONE, List.of());
    for (Form form : Form.values()) {
      List<TitleEntry> titles =
          read(form, text, lines).stream()
              .map(TitleEntry::of)
              .filter(entry -> !entry.text().isBlank())
              .limit(MAX_TITLES)
              .toList();
      if (titles.size() > best.titles().size()) {
        best = new TitleList(form, titles);
      }
      if (best.titles().size() >= ENOUGH) {
        break;
      }
    }
    return best;
  }

  private static List<String> read(Form form, String text, List<String> lines) {
    return switch (form) {
      case NUMBERED -> numbered(lines);
      case JSON -> array(text);
      case BULLETS -> bullets(lines);
      case LINES -> plain(lines);
      case COMMAS -> commas(lines);
      case QUOTED -> quoted(text);
      case NONE -> List.of();
    };
  }

  private static List<String> numbered(List<String> lines) {
    List<String> titles = new ArrayList<>();
    int last = 0;
    for (String line : lines) {
      Matcher matcher = NUMBERED.matcher(line);
      if (matcher.matches()) {
        int number = Integer.parseInt(matcher.group(1));
        if (number <= last) {
          break;
        }
        last = number;
        titles.add(matcher.group(2));
      } else if (last > 0 && SPEAKER.matcher(line).find()) {
        break;
      }
    }
    return titles;
  }

  private static List<String> array(String text) {
    List<String> titles = new ArrayList<>();
    JsonReply.array(text)
        .ifPresent(
            array -> {
              for (JsonNode element : array) {
                titles.add(
                    element.isTextual() ? element.textValue() : element.path("title").asText());
              }
            });
    return titles;
  }

  private static List<String> bullets(List<String> lines) {
    return lines.stream()
        .map(BULLET::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /** Lines that look like titles: short, no sentence, nobody's turn. */
  private static List<String> plain(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank() && line.length() <= LONGEST_LINE)
        .filter(line -> !SPEAKER.matcher(line).find())
        .filter(line -> ".:?!,".indexOf(line.strip().charAt(line.strip().length() - 1)) < 0)
        .toList();
  }

  /** Of the lines with a colon, the one with the most parts behind it. */
  private static List<String> commas(List<String> lines) {
    List<String> most = List.of();
    for (String line : lines) {
      int colon = line.indexOf(": ");
      if (colon >= 0) {
        List<String> parts = parts(line.substring(colon + 1));
        most = parts.size() > most.size() ? parts : most;
      }
    }
    return most.size() >= ENOUGH ? most : List.of();
  }

  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    for (String part : list.strip().replaceFirst("[.!]$", "").split(", ")) {
      parts.add(LAST_PART.matcher(part.strip()).replaceFirst(""));
    }
    return parts;
  }

  private static List<String> quoted(String text) {
    return QUOTED
        .matcher(text)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .toList();
  }
}
