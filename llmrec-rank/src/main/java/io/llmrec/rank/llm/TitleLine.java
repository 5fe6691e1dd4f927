package io.llmrec.rank.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a reply, taken apart: what on it could be a title.
 *
 * @param listed whether the line is an entry of a list, by a bullet or a number in front
 * @param readings what the title could be when the line names one, the likeliest first
 * @param quoted what stands in quotation marks or bold type, in the order of the line
 */
record TitleLine(boolean listed, List<String> readings, List<String> quoted) {

  /** Nobody lists titles longer than this; such a line is prose, and its end is left out. */
  private static final int MAX_CHARS = 1_000;

  private static final Pattern BULLET =
      Pattern.compile("^\\s*+(?:[-*•·]++\\s++|[(\\[]?[0-9]{1,3}[.)\\]、]\\s*+)");

  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"]++)\"|“([^“”]++)”|《([^《》]++)》|「([^「」]++)」|\\*\\*([^*]++)\\*\\*");

  private static final Pattern UP_TO_YEAR = Pattern.compile("^(.+?[(\\[][0-9]{4}[)\\]])\\s*+\\S");

  /** Takes a normalised line apart. */
  static TitleLine of(String line) {
    String text = line.length() > MAX_CHARS ? line.substring(0, MAX_CHARS) : line;
    Matcher bullet = BULLET.matcher(text);
    boolean listed = bullet.find();
    String entry = listed ? text.substring(bullet.end()) : text;
    List<String> quoted = quotedIn(entry);
    List<String> readings = new ArrayList<>();
    readings.add(entry);
    if (listed) {
      readings.add(text);
    }
    quoted.stream().limit(1).forEach(readings::add);
    Matcher dated = UP_TO_YEAR.matcher(entry);
    if (dated.find()) {
      readings.add(dated.group(1));
    }
    return new TitleLine(listed, readings, quoted);
  }

  private static List<String> quotedIn(String entry) {
    List<String> quoted = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(entry);
    while (matcher.find()) {
      String whole = matcher.group();
      int mark = whole.startsWith("**") ? 2 : 1;
      quoted.add(whole.substring(mark, whole.length() - mark));
    }
    return quoted;
  }
}
