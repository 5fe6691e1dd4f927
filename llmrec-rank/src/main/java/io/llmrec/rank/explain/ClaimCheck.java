package io.llmrec.rank.explain;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a claim says only what its facts say, as far as words can tell.
 *
 * <p>Checked are numbers in digits and words, words with a capital letter but for a plain word that
 * begins a sentence, Latin words in Chinese text, whatever stands in quotation marks, words of
 * praise and of offers, and addresses. Other small words are free.
 */
final class ClaimCheck {

  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"]++)\"|“([^“”]++)”|《([^《》]++)》|「([^「」]++)」|『([^『』]++)』");
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(?:[.,:/]\\p{Nd}+)*");
  private static final Pattern HAN_NUMBER =
      Pattern.compile("[一二三四五六七八九十百千万亿两零〇]{2,}|[二三四五六七八九十百千万亿两](?=[年元折岁部集倍星届分个次位本款大])");

  /** Han characters stand without spaces around them: a word ends where they begin. */
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{Nd}&&[^\\p{IsHan}]]+(?:['-][\\p{L}\\p{M}\\p{Nd}&&[^\\p{IsHan}]]+)*");

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?:;。！？：；]\\s*+$|^\\s*+$");
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)https?:|www\\.|[a-z0-9-]+\\.(?:com|net|org|cn|io)\\b|@");

  /** What may begin a sentence with a capital letter and name nothing. */
  private static final Set<String> OPENERS =
      Set.of(
          "a",
          "again",
          "all",
          "also",
          "an",
          "and",
          "another",
          "as",
          "because",
          "being",
          "both",
          "but",
          "by",
          "chosen",
          "especially",
          "fans",
          "fits",
          "for",
          "found",
          "from",
          "given",
          "goes",
          "good",
          "here",
          "if",
          "in",
          "it",
          "it's",
          "its",
          "just",
          "like",
          "liked",
          "made",
          "matches",
          "more",
          "next",
          "of",
          "on",
          "one",
          "part",
          "perfect",
          "picked",
          "recommended",
          "same",
          "shares",
          "similar",
          "since",
          "so",
          "that",
          "the",
          "these",
          "they",
          "this",
          "those",
          "to",
          "together",
          "we",
          "well",
          "with",
          "you",
          "you'll",
          "you've",
          "your");

  private static final Set<String> NUMBER_WORDS =
      Set.of(
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "dozen",
          "dozens",
          "twenty",
          "fifty",
          "hundred",
          "hundreds",
          "thousand",
          "thousands",
          "million",
          "millions",
          "billion",
          "half",
          "double",
          "twice",
          "percent");

  private static final Set<String> PRAISE =
      Set.of(
          "award",
          "awards",
          "award-winning",
          "best",
          "best-selling",
          "bestselling",
          "bestseller",
          "cheap",
          "cheaper",
          "cheapest",
          "classic",
          "discount",
          "discounted",
          "exclusive",
          "expert",
          "experts",
          "famous",
          "free",
          "guarantee",
          "guaranteed",
          "highest",
          "leading",
          "limited",
          "lowest",
          "most",
          "new",
          "newest",
          "number-one",
          "only",
          "popular",
          "rated",
          "sale",
          "safe",
          "top",
          "trending",
          "trusted",
          "winner",
          "winning");

  private static final List<String> HAN_PRAISE =
      List.of(
          "最", "第一", "唯一", "获奖", "奖", "折", "优惠", "免费", "限时", "限量", "独家", "畅销", "热销", "保证", "特价",
          "正品", "官方", "专家", "顶级", "口碑", "经典", "全新", "新款", "百分之");

  private final String facts;
  private final Set<String> words = new HashSet<>();

  /** The facts that a claim quotes, a line each. */
  ClaimCheck(String facts) {
    this.facts = plain(facts);
    Matcher matcher = WORD.matcher(this.facts);
    while (matcher.find()) {
      addWord(matcher.group());
    }
  }

  private void addWord(String word) {
    words.add(word);
    words.add(base(word));
    for (String part : word.split("['-]")) {
      words.add(part);
    }
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replace('’', '\'')
        .toLowerCase(Locale.ROOT);
  }

  /** A word without the ending of a possessive. */
  private static String base(String word) {
    return word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
  }

  /**
   * Passes a claim.
   *
   * @throws UnfaithfulException when it says something that the facts do not, or no facts are
   *     quoted
   */
  void check(String claim) {
    if (facts.isBlank()) {
      throw new UnfaithfulException("a claim quotes no fact");
    }
    String text = Normalizer.normalize(claim, Normalizer.Form.NFKC).replace('’', '\'');
    if (ADDRESS.matcher(text).find()) {
      throw new UnfaithfulException("a claim holds an address");
    }
    checkQuoted(text);
    checkNumbers(text);
    checkWords(text);
    String lower = plain(text);
    for (String praise : HAN_PRAISE) {
      if (lower.contains(praise) && !facts.contains(praise)) {
        throw new UnfaithfulException("no fact says '" + praise + "'");
      }
    }
  }

  private void checkQuoted(String text) {
    Matcher matcher = QUOTED.matcher(text);
    while (matcher.find()) {
      String whole = matcher.group();
      String inside = plain(whole.substring(1, whole.length() - 1)).replaceAll("[.,!?，。！？]$", "");
      if (!facts.contains(inside.strip())) {
        throw new UnfaithfulException("no fact says '" + inside.strip() + "'");
      }
    }
  }

  private void checkNumbers(String text) {
    checkAll(NUMBER, text);
    checkAll(HAN_NUMBER, text);
  }

  private void checkAll(Pattern pattern, String text) {
    Set<String> known = new HashSet<>();
    Matcher ofFacts = pattern.matcher(facts);
    while (ofFacts.find()) {
      known.add(ofFacts.group());
    }
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (!known.contains(matcher.group())) {
        throw new UnfaithfulException("no fact says '" + matcher.group() + "'");
      }
    }
  }

  private void checkWords(String text) {
    boolean chinese = text.codePoints().anyMatch(Character::isIdeographic);
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      String lower = plain(word);
      boolean opens = SENTENCE_END.matcher(text.substring(0, matcher.start())).find();
      boolean named =
          (chinese || word.codePoints().anyMatch(Character::isUpperCase))
              && !(opens && OPENERS.contains(lower));
      boolean claimed = PRAISE.contains(lower) || NUMBER_WORDS.contains(lower);
      if ((named || claimed) && !says(lower)) {
        throw new UnfaithfulException("no fact says '" + word + "'");
      }
    }
  }

  private boolean says(String word) {
    return words.contains(word) || words.contains(base(word));
  }
}
