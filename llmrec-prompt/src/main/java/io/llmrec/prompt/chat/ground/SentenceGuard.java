package io.llmrec.prompt.chat.ground;

import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.ground.Checked.Piece;
import io.llmrec.prompt.chat.search.Words;
import io.llmrec.prompt.chat.search.Words.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Passes the sentences of an answer that say only what is known.
 *
 * <p>A label becomes the title of its item. Refused is a sentence with a label that was not handed
 * out; the title of an item that may not be named, unless it is why another one was recommended;
 * words in quotation marks, or words with a capital letter, that neither the user said nor the
 * facts of the items that the sentence names, or else of any that may be named; in Chinese text any
 * such Latin word; a number that is not in the facts of the items that the sentence, or else the
 * one before it, speaks of, nor a limit of the user's, nor a count; a claim of prizes, prices or
 * promises that the facts do not make; an address; and a part of the prompt's rules. Other words
 * are free: no list can tell whether "pleasant" is true.
 *
 * <p>A title of a single word, or of up to three Chinese characters, counts as named only where it
 * is written as a name, and none does where its words are a name in the facts of an item that the
 * sentence names by its label: a director may be called like a film. Not safe for use by several
 * threads: sentences come in their order.
 */
public final class SentenceGuard {

  /** Stands for a title in the text that is checked. */
  private static final char ITEM = '\uFFFC';

  private static final String OPEN = "\"'“‘《「『(\\[";
  private static final String CLOSE = "\"'”’》」』)\\]";
  private static final Pattern LABEL =
      Pattern.compile("[\"“《「『]?\\[?(" + Labels.FORM.pattern() + ")\\]?[\"”》」』]?");
  private static final Pattern SEVERAL =
      Pattern.compile("\\[([A-Z][0-9]{3}(?:\\s*[,，、]\\s*[A-Z][0-9]{3})+)\\]");

  private final TitleIndex titles;
  private final Labels labels;
  private final Scope scope;
  private final Leaks leaks;
  private final Claims claims;
  private Set<Integer> before = Set.of();

  /** A guard for one answer. */
  public SentenceGuard(TitleIndex titles, Labels labels, Scope scope, Leaks leaks) {
    this.titles = titles;
    this.labels = labels;
    this.scope = scope;
    this.leaks = leaks;
    this.claims = new Claims(scope);
  }

  /** A part of the sentence that stands for an item. */
  private record Span(int start, int end, int row) {}

  /** Checks the next sentence of the answer. */
  public Checked check(String sentence) {
    String layout = layout(sentence);
    String text = separate(halfWidth(UntrustedText.clean(sentence, Sentences.MAX_CHARS)));
    List<Span> spans = new ArrayList<>();
    Checked.@Nullable Fault fault = findLabels(text, spans);
    fault = fault == null ? findTitles(text, spans) : fault;
    if (fault != null) {
      return new Checked(List.of(), fault);
    }
    spans.sort(Comparator.comparingInt(Span::start));
    String words = masked(text, spans);
    Set<Integer> rows = new LinkedHashSet<>();
    spans.forEach(span -> rows.add(span.row()));
    Set<Integer> subjects = rows.isEmpty() ? before : rows;
    fault = claims.fault(words, subjects, rows.size());
    if (fault == null && leaks.repeats(words)) {
      fault = new Checked.Fault("leak", "it repeats the rules");
    }
    if (fault != null) {
      return new Checked(List.of(), fault);
    }
    before = subjects;
    return new Checked(pieces(layout, text, spans), null);
  }

  /** The line breaks before a sentence, at most two, else a space if there is one. */
  private static String layout(String sentence) {
    int breaks = 0;
    int at = 0;
    for (; at < sentence.length() && Character.isWhitespace(sentence.charAt(at)); at++) {
      breaks += sentence.charAt(at) == '\n' ? 1 : 0;
    }
    return breaks > 0 ? "\n".repeat(Math.min(2, breaks)) : at > 0 ? " " : "";
  }

  /** {@code [K073, B220]} becomes {@code [K073], [B220]}. */
  private static String separate(String text) {
    return SEVERAL
        .matcher(text)
        .replaceAll(
            match ->
                match
                    .group(1)
                    .replaceAll("([A-Z][0-9]{3})", "[$1]")
                    .replaceAll("\\s*[,，、]\\s*", ", "));
  }

  /** Full-width letters, digits and brackets made plain, one for one; other punctuation stays. */
  private static String halfWidth(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean wide = c >= '\uFF01' && c <= '\uFF5E';
      char narrow = wide ? (char) (c - 0xFEE0) : c;
      boolean kept = !wide || !Character.isLetterOrDigit(narrow) && "[].".indexOf(narrow) < 0;
      plain.append(kept ? c : narrow);
    }
    return plain.toString();
  }

  private Checked.@Nullable Fault findLabels(String text, List<Span> spans) {
    Matcher matcher = LABEL.matcher(text);
    while (matcher.find()) {
      String label = matcher.group(1);
      int row = labels.row(label);
      if (scope.sheets().containsKey(row)) {
        spans.add(new Span(matcher.start(), matcher.end(), row));
      } else if (row >= 0 || !scope.knows(label.toLowerCase(Locale.ROOT))) {
        return new Checked.Fault("label", "there is no item [" + label + "] to be named");
      }
    }
    return null;
  }

  private Checked.@Nullable Fault findTitles(String text, List<Span> spans) {
    String rest = masked(text, spans);
    List<Word> words = Words.in(rest);
    for (TitleIndex.Found found : titles.find(words)) {
      int start = words.get(found.from()).start();
      int end = words.get(found.to() - 1).end();
      boolean quoted = isQuoted(rest, start, end);
      if (!quoted && !isName(rest, words, found)) {
        continue;
      }
      int row = named(found.rows());
      if (row < 0 && (isReason(words, found) || isPartOfFact(words, found, spans))) {
        continue;
      }
      if (row < 0) {
        return new Checked.Fault(
            "title", "\"" + rest.substring(start, end) + "\" is none of the items to be named");
      }
      spans.add(quoted ? new Span(start - 1, end + 1, row) : new Span(start, end, row));
    }
    return null;
  }

  /** Whether the words are a name in the facts of an item that the sentence names by its label. */
  private boolean isPartOfFact(List<Word> words, TitleIndex.Found found, List<Span> spans) {
    List<Word> title = words.subList(found.from(), found.to());
    return spans.stream()
        .map(span -> sheet(span.row()))
        .anyMatch(sheet -> title.stream().allMatch(word -> sheet.names().contains(word.text())));
  }

  /** Whether a title is one of those for which an item was recommended. */
  private boolean isReason(List<Word> words, TitleIndex.Found found) {
    String title =
        words.subList(found.from(), found.to()).stream()
            .map(Word::text)
            .collect(Collectors.joining(" "));
    return scope.sheets().values().stream().anyMatch(sheet -> Claims.holds(sheet.because(), title));
  }

  private int named(int[] rows) {
    for (int row : rows) {
      if (scope.sheets().containsKey(row)) {
        return row;
      }
    }
    return -1;
  }

  private static boolean isQuoted(String text, int start, int end) {
    return start > 0
        && end < text.length()
        && OPEN.indexOf(text.charAt(start - 1)) >= 0
        && CLOSE.indexOf(text.charAt(end)) >= 0;
  }

  /** Whether a title that was found is written as a name. */
  private static boolean isName(String text, List<Word> words, TitleIndex.Found found) {
    List<Word> title = words.subList(found.from(), found.to());
    if (title.stream().allMatch(Word::isHan)) {
      return title.size() > 3;
    }
    boolean plain = true;
    for (Word word : title) {
      int first = text.codePointAt(word.start());
      if (Character.isLowerCase(first) && !PlainWords.SMALL.contains(word.text())) {
        return false;
      }
      plain &= PlainWords.OPENERS.contains(word.text()) || !Character.isUpperCase(first);
    }
    return !plain;
  }

  private static String masked(String text, List<Span> spans) {
    StringBuilder masked = new StringBuilder(text);
    for (Span span : spans) {
      for (int i = span.start(); i < span.end(); i++) {
        masked.setCharAt(i, ITEM);
      }
    }
    return masked.toString();
  }

  private List<Piece> pieces(String layout, String text, List<Span> spans) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    String prefix = layout;
    for (Span span : spans) {
      if (span.start() < at) {
        continue;
      }
      add(pieces, prefix + text.substring(at, span.start()));
      prefix = "";
      FactSheet sheet = sheet(span.row());
      pieces.add(new Piece(sheet.title(), span.row()));
      at = span.end();
    }
    add(pieces, prefix + text.substring(at));
    return pieces;
  }

  private FactSheet sheet(int row) {
    Map<Integer, FactSheet> sheets = scope.sheets();
    FactSheet sheet = sheets.get(row);
    if (sheet == null) {
      throw new IllegalStateException("a span stands for an item of the scope");
    }
    return sheet;
  }

  private static void add(List<Piece> pieces, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, -1));
    }
  }
}
