package io.llmrec.prompt.enrich;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rewrite of a title must not leave out: the brand, model names, sizes with their units, and
 * negations with what they negate. Advertising is not among them ({@code 2 for 1}, {@code 满100减20},
 * {@code 7天无理由退换}), but a Chinese negation in it goes only together with what it negates.
 */
final class TitleEssentials {

  private static final Pattern ADVERTISING =
      Pattern.compile(
          "满\\s*\\d+(?:\\.\\d+)?\\s*(?:元)?\\s*[减送返包]\\s*\\d*(?:元)?|买\\s*[\\d一二两三]+\\s*[件]?[送赠][\\d一二两三]*"
              + "|\\d+(?:\\.\\d+)?折(?:起)?|第[\\d一二三]件.{0,2}[价折]|\\d+天(?:无理由|包)[退换]*[货]?"
              + "|\\d+小时(?:内)?发货|(?:不满意|无理由)[^\\s]{0,4}退[款换货]*|免(?:邮费|运费|邮)|(?:假一赔)[\\d一二三十]*|(?:\\d+|two|three|one)"
              + " for (?:\\d+|one|two)|\\d+\\s*% off|free (?:shipping|delivery|returns?)|buy \\d+"
              + " get \\d+(?: free)?|no\\.?\\s?1\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> NEGATIONS = Set.of("no", "not", "non", "without", "never");
  private static final String HAN_NEGATIONS = "无不非未免勿";

  private final Set<String> single = new LinkedHashSet<>();
  private final Set<String> measures;
  private final Set<String> pairs = new LinkedHashSet<>();
  private final Set<String> han = new LinkedHashSet<>();
  private final Set<String> hanNegations = new LinkedHashSet<>();

  /**
   * Learns what a title holds.
   *
   * @param brand the brand as the host knows it, empty where it does not; kept only when the title
   *     names it
   */
  TitleEssentials(String title, String brand) {
    List<String> words = Words.of(ADVERTISING.matcher(title).replaceAll(" "));
    measures = Fidelity.measures(words);
    for (int i = 0; i < words.size(); i++) {
      learn(words, i);
    }
    learnBrand(words, Words.of(brand));
    Words.of(title).forEach(word -> learnHanNegations(word, hanNegations));
  }

  private void learn(List<String> words, int at) {
    String word = words.get(at);
    if (Words.isHan(word)) {
      learnHanNegations(word, han);
    } else if (isModelName(word) && !measures.contains(word)) {
      single.add(word);
    } else if (word.startsWith("non-") || word.endsWith("-free")) {
      single.add(word);
    }
    if (NEGATIONS.contains(word) && at + 1 < words.size()) {
      pairs.add(word + ' ' + words.get(at + 1));
    } else if (word.equals("free") && at > 0) {
      pairs.add(words.get(at - 1) + ' ' + word);
    }
  }

  private static void learnHanNegations(String run, Set<String> into) {
    for (int i = 0; Words.isHan(run) && i < run.length(); i++) {
      if (HAN_NEGATIONS.indexOf(run.charAt(i)) >= 0 && run.length() > 1) {
        int start = Math.min(i, run.length() - 2);
        into.add(run.substring(start, start + 2));
      }
    }
  }

  private static boolean isModelName(String word) {
    return Words.hasDigit(word) && word.codePoints().anyMatch(Character::isLetter);
  }

  private void learnBrand(List<String> title, List<String> brand) {
    for (String word : brand) {
      boolean isHan = Words.isHan(word);
      if (isHan && title.stream().anyMatch(part -> part.contains(word))) {
        han.add(word);
      } else if (!isHan && title.contains(word)) {
        single.add(word);
      }
    }
  }

  /** The first thing that a rewrite leaves out, or null when it keeps all. */
  @Nullable String firstDropped(String rewrite) {
    List<String> words = Words.of(rewrite);
    Set<String> kept = new LinkedHashSet<>(words);
    Set<String> keptMeasures = Fidelity.measures(words);
    String joined = ' ' + String.join(" ", words) + ' ';
    List<String> dropped = new ArrayList<>();
    single.stream().filter(word -> !kept.contains(word)).forEach(dropped::add);
    measures.stream().filter(size -> !keptMeasures.contains(size)).forEach(dropped::add);
    pairs.stream().filter(pair -> !joined.contains(' ' + pair + ' ')).forEach(dropped::add);
    han.stream().filter(piece -> !joined.contains(piece)).forEach(dropped::add);
    hanNegations.stream()
        .filter(pair -> !joined.contains(pair) && joined.contains(negated(pair)))
        .forEach(dropped::add);
    return dropped.isEmpty() ? null : dropped.get(0);
  }

  /** What stands beside the negation of a pair. */
  private static String negated(String pair) {
    return HAN_NEGATIONS.indexOf(pair.charAt(0)) >= 0 ? pair.substring(1) : pair.substring(0, 1);
  }
}
