package io.llmrec.prompt.chat.ground;

import io.llmrec.prompt.chat.ground.Checked.Fault;
import io.llmrec.prompt.chat.search.Words;
import io.llmrec.prompt.chat.search.Words.Word;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a sentence says beside the titles in it; see {@link SentenceGuard}. */
final class Claims {

  private static final Pattern QUOTED =
      Pattern.compile(
          "\"([^\"]+)\"|“([^“”]+)”|《([^《》]+)》"
              + "|「([^「」]+)」|『([^『』]+)』"
              + "|\\*\\*?([^*]+)\\*\\*?");
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)https?:|www\\.|[a-z0-9-]+\\.(?:com|net|org|cn|io)\\b|\\w@\\w");
  private static final Pattern LIST_NUMBER = Pattern.compile("^\\s*\\p{Nd}{1,2}[.)、]\\s*");
  private static final Pattern LIMIT =
      Pattern.compile(
          "(?i)\\b(?:under|below|less|within|budget|most|up to|over|above|more|least|between|and|to"
              + "|than|around|about|max|maximum|min|minimum|limit)\\b"
              + "|以内|以下|不超过|低于|小于|预算"
              + "|以上|至少|高于|大于|之间|左右"
              + "|之内|最多");
  private static final int LIMIT_BEFORE = 28;
  private static final int LIMIT_AFTER = 5;
  private static final Pattern CLAIM =
      Pattern.compile(
          "(?i)\\b(?:awards?|award-winning|prizes?|best-?sell(?:er|ers|ing)|discount(?:ed|s)?|on"
              + " sale|special offer|guarantee[ds]?|warranty|cheapest|lowest"
              + " price|exclusive(?:ly)?|certified|clinically|free"
              + " (?:shipping|delivery|gift|returns?|of charge)|in stock|sold"
              + " out|percent|coupons?|promo(?:tion|tions)?|five-star|top-rated)\\b"
              + "|获奖|奖项|畅销|热销|折扣|优惠|特价|保证|保修|包邮|免费|限时|限量|独家|官方|认证|正品|有货|百分之|最低价|最便宜");
  private static final Pattern HAN_NUMBER =
      Pattern.compile("[一二两三四五六七八九十百千万]+" + "(?=[元块年折岁克米毫]|分钟|小时)");
  private static final Map<String, Integer> NUMBER_WORDS =
      Map.ofEntries(
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("dozen", 12),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("hundred", 100),
          Map.entry("thousand", 1000),
          Map.entry("million", 1_000_000));

  /** Where Chinese text names something without quotation marks, if it does. */
  private static final Pattern HAN_NAME =
      Pattern.compile("(?:推荐|试试|看看|考虑|选择|购买|入手|比如|例如|叫做|名为)(?:一下|给您|给你|您|你)?(\\p{IsHan}{3,})");

  /** What may follow there and names nothing. */
  private static final String HAN_PLAIN =
      "这那您你它他她我一以下几两三四五六七八九十款个件本部哪什么其另更最和与及或给到在是有的了吗呢也还就都先再请可能会要想看用买"
          + "些商品产品电影图书影片游戏类型不同符合适上面他余如果同时因为所价格颜色品牌";

  private final Scope scope;

  Claims(Scope scope) {
    this.scope = scope;
  }

  /**
   * What is wrong with a sentence, or null.
   *
   * @param text the sentence without the titles in it
   * @param subjects the items it speaks of
   * @param named how many items it names
   */
  @Nullable Fault fault(String text, Set<Integer> subjects, int named) {
    List<FactSheet> sheets = sheets(subjects);
    String body = LIST_NUMBER.matcher(text).replaceFirst("");
    if (ADDRESS.matcher(body).find()) {
      return new Fault("address", "it holds an address");
    }
    Fault fault = quotes(body, sheets);
    fault = fault == null ? names(body, named == 0 ? scope.sheets().values() : sheets) : fault;
    fault = fault == null ? numbers(body, sheets, named) : fault;
    return fault == null ? promises(body, sheets) : fault;
  }

  private List<FactSheet> sheets(Set<Integer> rows) {
    return scope.sheets().entrySet().stream()
        .filter(entry -> rows.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private @Nullable Fault quotes(String text, List<FactSheet> sheets) {
    Matcher matcher = QUOTED.matcher(text);
    while (matcher.find()) {
      String whole = matcher.group();
      String inside = Words.fold(whole).replaceAll("^[\"“《「『*]+|[\"”》」』*]+$", "");
      String said = String.join(" ", Words.of(inside));
      boolean known =
          said.isEmpty()
              || holds(scope.heard(), said)
              || sheets.stream().anyMatch(sheet -> holds(sheet.text(), said));
      if (!known) {
        return new Fault("quote", whole + " is neither a fact nor a label");
      }
    }
    return null;
  }

  /** Whether a text has some words one after the other. */
  static boolean holds(String text, String words) {
    return (" " + String.join(" ", Words.of(text)) + " ").contains(" " + words + " ");
  }

  private @Nullable Fault names(String text, Collection<FactSheet> sheets) {
    boolean chinese = text.codePoints().anyMatch(Character::isIdeographic);
    for (Word word : Words.in(text)) {
      String written = text.substring(word.start(), word.end());
      boolean latin = !word.isHan() && word.text().codePoints().anyMatch(Character::isLetter);
      boolean named = written.codePoints().anyMatch(Character::isUpperCase);
      if (latin && (named || chinese) && !isKnown(word.text(), sheets)) {
        return new Fault("name", "no fact says '" + written + "'");
      }
    }
    return chinese ? hanNames(text) : null;
  }

  /** A name is known by its first two characters: nothing tells where it ends. */
  private @Nullable Fault hanNames(String text) {
    Matcher matcher = HAN_NAME.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      String start = name.substring(0, 2);
      boolean known =
          HAN_PLAIN.indexOf(name.charAt(0)) >= 0
              || scope.heard().contains(start)
              || scope.sheets().values().stream().anyMatch(sheet -> sheet.text().contains(start));
      if (!known) {
        return new Fault("name", "no fact says '" + name + "'");
      }
    }
    return null;
  }

  private boolean isKnown(String word, Collection<FactSheet> sheets) {
    String base = word.endsWith("s") ? word.substring(0, word.length() - 1) : word + "s";
    return scope.words().contains(word)
        || scope.words().contains(base)
        || PlainWords.OPENERS.contains(word)
        || sheets.stream()
            .anyMatch(sheet -> sheet.names().contains(word) || sheet.names().contains(base));
  }

  private @Nullable Fault numbers(String text, List<FactSheet> sheets, int named) {
    Set<BigDecimal> facts = new HashSet<>();
    sheets.forEach(sheet -> facts.addAll(sheet.numbers()));
    Matcher matcher = Numbers.DIGITS.matcher(text);
    while (matcher.find()) {
      Set<BigDecimal> values = Numbers.in(matcher.group());
      boolean counted = named == 0 && scope.counts().containsAll(values);
      boolean limit = scope.limits().containsAll(values) && isLimit(text, matcher);
      if (!facts.containsAll(values) && !counted && !limit) {
        return new Fault("number", "no fact says " + matcher.group());
      }
    }
    return numberWords(text, sheets, named);
  }

  private static boolean isLimit(String text, Matcher number) {
    int from = Math.max(0, number.start() - LIMIT_BEFORE);
    int to = Math.min(text.length(), number.end() + LIMIT_AFTER);
    return LIMIT.matcher(text).region(from, to).find();
  }

  private @Nullable Fault numberWords(String text, List<FactSheet> sheets, int named) {
    for (Word word : Words.in(text)) {
      Integer value = NUMBER_WORDS.get(word.text());
      if (value != null
          && value != named
          && !scope.counts().contains(BigDecimal.valueOf(value).stripTrailingZeros())
          && sheets.stream().noneMatch(sheet -> sheet.words().contains(word.text()))) {
        return new Fault("number", "no fact says '" + word.text() + "'");
      }
    }
    Matcher han = HAN_NUMBER.matcher(text);
    while (han.find()) {
      String value = han.group();
      if (sheets.stream().noneMatch(sheet -> sheet.text().contains(value))
          && !scope.heard().contains(value)) {
        return new Fault("number", "no fact says " + value);
      }
    }
    return null;
  }

  private static @Nullable Fault promises(String text, List<FactSheet> sheets) {
    Matcher matcher = CLAIM.matcher(text);
    while (matcher.find()) {
      String claim = matcher.group().toLowerCase(Locale.ROOT);
      if (sheets.stream().noneMatch(sheet -> sheet.text().contains(claim))) {
        return new Fault("claim", "no fact says '" + claim + "'");
      }
    }
    return null;
  }
}
