package io.llmrec.embed.staticvectors;

import io.llmrec.core.fingerprint.Fingerprint;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds whole words: runs of letters, marks and digits, in the vocabulary as they are written or
 * else in lower case. Unknown words and everything after the first {@value #MAX_CHARS} characters
 * are dropped.
 */
final class Words implements TokenSource {

  static final int MAX_CHARS = 100_000;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private final Map<String, Integer> rows;

  Words(Map<String, Integer> rows) {
    this.rows = Map.copyOf(rows);
  }

  @Override
  public int[] tokens(String text) {
    String cut = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    return WORD.matcher(Normalizer.normalize(cut, Normalizer.Form.NFKC))
        .results()
        .map(MatchResult::group)
        .mapToInt(this::row)
        .filter(row -> row >= 0)
        .toArray();
  }

  private int row(String word) {
    Integer row = rows.get(word);
    return row != null ? row : rows.getOrDefault(word.toLowerCase(Locale.ROOT), -1);
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    rows.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> fingerprint.add(entry.getKey()));
    return "words-1 vocabulary=" + fingerprint.hex();
  }

  @Override
  public void close() {
    // Nothing is held but memory, which the collector frees.
  }
}
