package io.llmrec.rank.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.prompt.JsonReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the most of a reply that should have been a JSON array of labels.
 *
 * <p>It is read in several ways, the strictest first; the first one that names enough candidates is
 * taken, or else the one that names most. Never throws, for any text; the effort is bounded,
 * because only the first {@value #MAX_CHARS} characters of the answer are read. One per reply; not
 * safe for use by several threads.
 */
final class ListwiseReplyParser {

  /** The most characters that are read. */
  static final int MAX_CHARS = JsonReply.MAX_CHARS;

  private static final int MAX_LINES = 2_000;

  private static final String THINK = "<think>";
  private static final String THOUGHT = "</think>";

  /** A label at the start of a line, after bullets, numbers and quotation marks. */
  private static final Pattern LABEL_FIRST =
      Pattern.compile(
          "[^\\p{L}\\p{N}]*+(?:\\p{N}{1,3}[^\\p{L}\\p{N}]++)?+([A-Za-z][0-9]{3})(?![A-Za-z0-9])");

  /** How a reply was read. */
  enum Format {
    /** An array of labels, perhaps in a code block or in prose, perhaps with other things in it. */
    JSON,
    /** An array whose end is missing. */
    TRUNCATED,
    /** A list with a label at the start of each line. */
    LINES,
    /** Labels anywhere, in the order of their first mention. */
    SCAN,
    /** Titles, one a line or in an array. */
    TITLES,
    /** Nothing in it names a candidate. */
    NONE
  }

  /**
   * What a reply says.
   *
   * @param format how it was read
   * @param mentions in the order of the reply; the same candidate may come several times
   */
  record Answer(Format format, List<Mention> mentions) {}

  private final Labels labels;
  private final int count;
  private final List<List<String>> names;
  private final int enough;
  private @Nullable TitleMatcher titles;

  /**
   * A parser for one reply.
   *
   * @param names that each candidate could be called by instead of its label
   * @param enough how many candidates a reading must name to end the search for a better one
   */
  ListwiseReplyParser(Labels labels, List<List<String>> names, int enough) {
    this.labels = labels;
    this.count = names.size();
    this.names = names;
    this.enough = enough;
  }

  /** The best reading of a reply. */
  Answer parse(String reply) {
    List<JsonNode> elements = new ArrayList<>();
    JsonReply.array(reply).ifPresent(array -> array.forEach(elements::add));
    String text = Labels.normalise(answer(reply));
    Answer best = new Answer(Format.NONE, List.of());
    int bestPlaced = 0;
    for (Format format : Format.values()) {
      List<Mention> mentions = read(format, elements, text);
      int placed = RankingGuard.check(count, mentions).placed();
      if (placed > bestPlaced) {
        best = new Answer(format, mentions);
        bestPlaced = placed;
      }
      if (bestPlaced >= enough) {
        break;
      }
    }
    return best;
  }

  private List<Mention> read(Format format, List<JsonNode> elements, String text) {
    return switch (format) {
      case JSON -> labelsOf(elements);
      case TRUNCATED -> scan(unfinishedArray(text));
      case LINES -> text.lines().map(this::labelFirst).flatMap(Optional::stream).toList();
      case SCAN -> scan(text);
      case TITLES -> titlesOf(elements, text);
      case NONE -> List.of();
    };
  }

  /** Labels of an array's elements; an element without one may be a title. None without labels. */
  private List<Mention> labelsOf(List<JsonNode> elements) {
    List<String> texts = elements.stream().map(ListwiseReplyParser::text).toList();
    if (texts.stream().allMatch(text -> scan(text).stream().noneMatch(Mention::known))) {
      return List.of();
    }
    if (texts.size() == 1) {
      return scan(texts.get(0));
    }
    return texts.stream().map(this::labelOrTitle).toList();
  }

  private static String text(JsonNode element) {
    return Labels.normalise(element.isTextual() ? element.textValue() : element.toString());
  }

  /** The first label, because a reason that follows it may name others. */
  private Mention labelOrTitle(String text) {
    return scan(text).stream().filter(Mention::known).findFirst().orElseGet(() -> title(text));
  }

  private Mention title(String text) {
    if (titles == null) {
      // Seldom needed, and dearer than all the rest.
      titles = new TitleMatcher(names);
    }
    return Objects.requireNonNullElse(titles.match(text), Mention.INVENTED);
  }

  private List<Mention> scan(String text) {
    return Labels.find(text).stream().map(this::mention).toList();
  }

  private Mention mention(String label) {
    int place = labels.place(label);
    return place < 0 ? Mention.INVENTED : Mention.exact(place);
  }

  private static String unfinishedArray(String text) {
    int start = text.lastIndexOf('[');
    return start < 0 || text.indexOf(']', start) >= 0 ? "" : text.substring(start);
  }

  private Optional<Mention> labelFirst(String line) {
    Matcher matcher = LABEL_FIRST.matcher(line);
    return matcher.lookingAt()
        ? Optional.of(mention(matcher.group(1).toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  private List<Mention> titlesOf(List<JsonNode> elements, String text) {
    List<Mention> listed = elements.stream().map(element -> title(text(element))).toList();
    if (listed.stream().anyMatch(Mention::known)) {
      return listed;
    }
    return text.lines().limit(MAX_LINES).map(this::titlesOn).flatMap(List::stream).toList();
  }

  /** What a line names. A line that is no entry of a list is prose, and no invention. */
  private List<Mention> titlesOn(String line) {
    TitleLine parts = TitleLine.of(line);
    Optional<Mention> whole = firstKnown(parts.readings());
    if (whole.isPresent() && (parts.listed() || parts.quoted().size() < 2)) {
      return List.of(whole.get());
    }
    if (parts.listed()) {
      return List.of(Mention.INVENTED);
    }
    return parts.quoted().stream().map(this::title).filter(Mention::known).toList();
  }

  private Optional<Mention> firstKnown(List<String> readings) {
    return readings.stream().map(this::title).filter(Mention::known).findFirst();
  }

  /** What comes after the reasoning, cut to the length that is read; nothing while it lasts. */
  private static String answer(String reply) {
    int thought = reply.lastIndexOf(THOUGHT);
    int start = thought < 0 ? 0 : thought + THOUGHT.length();
    String text = reply.substring(start, Math.min(reply.length(), start + MAX_CHARS));
    return thought < 0 && text.stripLeading().startsWith(THINK) ? "" : text;
  }
}
