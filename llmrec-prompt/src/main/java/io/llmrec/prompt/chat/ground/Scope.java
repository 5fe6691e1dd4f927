package io.llmrec.prompt.chat.ground;

import io.llmrec.prompt.chat.search.Words;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an answer may speak of.
 *
 * @param sheets the facts of the items that may be named, by row
 * @param heard what the user said and wished, folded: it may be repeated
 * @param words that may be written with a capital letter whatever item is spoken of: of what was
 *     heard, and of fields
 * @param limits numbers that the user named, which may be repeated as limits
 * @param counts how many items there are of some kind, which may be said
 */
public record Scope(
    Map<Integer, FactSheet> sheets,
    String heard,
    Set<String> words,
    Set<BigDecimal> limits,
    Set<BigDecimal> counts) {

  /** Takes a copy of the map. */
  public Scope {
    sheets = Map.copyOf(sheets);
  }

  /**
   * A scope.
   *
   * @param sheets the facts of the items that may be named, by row
   * @param heard texts of the user
   * @param names of fields and the like
   * @param counts numbers of items that the model was told
   */
  public static Scope of(
      Map<Integer, FactSheet> sheets,
      List<String> heard,
      List<String> names,
      List<Integer> counts) {
    String said = Words.fold(String.join("\n", heard));
    Set<String> words = new HashSet<>(Words.of(said));
    names.forEach(name -> words.addAll(Words.of(name)));
    Set<BigDecimal> known = new HashSet<>();
    counts.forEach(count -> known.add(BigDecimal.valueOf(count).stripTrailingZeros()));
    return new Scope(new LinkedHashMap<>(sheets), said, words, Numbers.in(said), known);
  }

  /** Whether the user, a field or the facts of any item have a word. */
  boolean knows(String word) {
    return words.contains(word)
        || sheets.values().stream().anyMatch(sheet -> sheet.words().contains(word));
  }
}
