package io.llmrec.examples.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of a list of titles.
 *
 * @param text the entry without what is put around a title
 * @param shorter what the title could be where the entry says more than the title, the likeliest
 *     first. Only what a year, a closing quotation mark or a long remark sets off: a part of a
 *     title is no title
 */
record TitleEntry(String text, List<String> shorter) {

  /** Nobody lists longer titles; the end is left out. */
  static final int MAX_CHARS = 300;

  private static final Pattern AROUND = Pattern.compile("^[\\s*_\"“”']+|[\\s*_\"“”',;]+$");
  private static final Pattern UP_TO_YEAR =
      Pattern.compile("^(.+?[(\\[][0-9]{4}[)\\]])\\s*+(?=\\S)");
  private static final Pattern IN_QUOTES = Pattern.compile("^[\\s*]*+[\"“]([^\"“”]+)[\"”]");
  private static final Pattern REMARK = Pattern.compile("^(.+?) [-–—] (?=(?:\\S+ ){5,}\\S)");
  private static final Pattern IN_BRACKETS =
      Pattern.compile("^(.+?)\\s*+\\((?![0-9]{4}\\))[^()]*+\\)$");

  TitleEntry {
    shorter = List.copyOf(shorter);
  }

  static TitleEntry of(String entry) {
    String cut = entry.length() > MAX_CHARS ? entry.substring(0, MAX_CHARS) : entry;
    String text = bare(cut);
    List<String> shorter = new ArrayList<>();
    for (Matcher matcher :
        List.of(
            UP_TO_YEAR.matcher(text),
            IN_QUOTES.matcher(cut),
            REMARK.matcher(text),
            IN_BRACKETS.matcher(text))) {
      if (matcher.find()) {
        shorter.add(bare(matcher.group(1)));
      }
    }
    return new TitleEntry(text, shorter);
  }

  private static String bare(String text) {
    return AROUND.matcher(text).replaceAll("").strip();
  }
}
