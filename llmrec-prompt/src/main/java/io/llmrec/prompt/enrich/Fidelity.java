package io.llmrec.prompt.enrich;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a text says only what an item says.
 *
 * <p>A word counts as said when the item has it as a whole: {@code A55} is not covered by {@code
 * A54 55 inch}. A number keeps its unit ({@code 500 ml} and {@code 500ml} are the same, {@code 500
 * g} is not). A run of Han characters must be made of pieces of the item's runs, two characters or
 * more each, or a run as it is. Order is free, and so is leaving out; what must not be left out is
 * another check. Safe for use by several threads once made.
 */
public final class Fidelity {

  private static final String UNITS =
      "ml|cl|dl|l|mg|g|kg|oz|lb|lbs|mm|cm|m|km|in|inch|inches|ft|v|w|kw|wh|mah|ah|kb|mb|gb|tb|hz|khz"
          + "|mhz|ghz|mp|k|p|pc|pcs|pack|packs|x|min|h|hr|day|days|months?|years?";
  private static final String HAN_UNITS =
      "毫升|升|毫克|千克|公斤|克|斤|两|毫米|厘米|米|英寸|寸|尺|瓦|伏|毫安|小时|分钟|天|个月|月|岁|年"
          + "|片|包|瓶|只|件|套|个|支|盒|袋|张|条|粒|双|卷|块|本|册|抽|杯|枚|根|罐|桶|箱|层|核"
          + "|码|号|匹|度|代|元|色";
  private static final String NUMBER = "\\p{Nd}+(?:[.,/-]\\p{Nd}+)*";
  private static final Pattern IS_NUMBER = Pattern.compile(NUMBER);
  private static final Pattern IS_UNIT = Pattern.compile(UNITS);
  private static final Pattern MEASURE = Pattern.compile("(" + NUMBER + ")(" + UNITS + ")");
  private static final Pattern STARTS_WITH_HAN_UNIT = Pattern.compile("^(?:" + HAN_UNITS + ")");
  private static final int MIN_PIECE = 2;

  /**
   * Words that join what is said and say nothing themselves; "no" and "without" are not among them.
   */
  private static final Set<String> JOINING =
      Set.of(
          "a", "an", "the", "and", "or", "of", "with", "for", "in", "by", "from", "to", "on", "at");

  private final Set<String> words = new HashSet<>();
  private final Set<String> measures = new HashSet<>();
  private final StringBuilder hanRuns = new StringBuilder("\n");

  /** Learns what an item says. */
  public Fidelity(List<String> texts) {
    texts.forEach(text -> learn(Words.of(text)));
  }

  /** The first word of a text that the item does not say, or null when it says them all. */
  public @Nullable String firstInvented(String text) {
    return firstInvented(Words.of(text), false);
  }

  /** The first word with a digit that the item does not say, or null when it says them all. */
  public @Nullable String firstInventedNumber(String text) {
    return firstInvented(Words.of(text), true);
  }

  /** The numbers with their units in some words, each written as one: {@code 500ml}. */
  static Set<String> measures(List<String> words) {
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < words.size(); i++) {
      String measured = MEASURE.matcher(words.get(i)).matches() ? words.get(i) : measure(words, i);
      if (measured != null) {
        found.add(measured);
      }
    }
    return found;
  }

  private void learn(List<String> said) {
    for (int i = 0; i < said.size(); i++) {
      String word = said.get(i);
      Matcher measure = MEASURE.matcher(word);
      if (Words.isHan(word)) {
        hanRuns.append(word).append('\n');
      } else if (measure.matches()) {
        words.add(measure.group(1));
        words.add(measure.group(2));
        measures.add(word);
      }
      words.add(word);
      String measured = measure(said, i);
      if (measured != null) {
        measures.add(measured);
      }
    }
  }

  private @Nullable String firstInvented(List<String> told, boolean numbersOnly) {
    for (int i = 0; i < told.size(); i++) {
      String word = told.get(i);
      String measured = measure(told, i);
      if (measured != null && !measures.contains(measured)) {
        return measured;
      }
      boolean checked = !numbersOnly || Words.hasDigit(word);
      if (checked && !isSaid(word)) {
        return word;
      }
    }
    return null;
  }

  private boolean isSaid(String word) {
    if (words.contains(word) || measures.contains(word) || JOINING.contains(word)) {
      return true;
    }
    return Words.isHan(word) && isMadeOfPieces(word);
  }

  /** A number and its unit written as one, when such a pair stands at a place. */
  private static @Nullable String measure(List<String> words, int at) {
    if (at + 1 >= words.size() || !IS_NUMBER.matcher(words.get(at)).matches()) {
      return null;
    }
    String next = words.get(at + 1);
    if (IS_UNIT.matcher(next).matches()) {
      return words.get(at) + next;
    }
    Matcher han = STARTS_WITH_HAN_UNIT.matcher(next);
    return han.find() ? words.get(at) + han.group() : null;
  }

  private boolean isMadeOfPieces(String run) {
    List<Boolean> reachable = new ArrayList<>(List.of(true));
    for (int end = 1; end <= run.length(); end++) {
      boolean found = false;
      for (int start = 0; start <= end - MIN_PIECE && !found; start++) {
        found = reachable.get(start) && hanRuns.indexOf(run.substring(start, end)) >= 0;
      }
      String last = run.substring(end - 1, end);
      found |= reachable.get(end - 1) && hanRuns.indexOf("\n" + last + "\n") >= 0;
      reachable.add(found);
    }
    return reachable.get(run.length());
  }
}
