package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes an item's title as sellers do: promotions in brackets, search words that have nothing to
 * do with the item, emoji, shouting, echoes, units and spaces as they come.
 */
final class TitleNoise {

  /**
   * A seller's title.
   *
   * @param text the title
   * @param shown roles of the facts that can be read in it
   */
  record SpoiltTitle(String text, Set<String> shown) {}

  private static final double UNITS = 0.35;
  private static final double SHOUT = 0.25;
  private static final double ECHO = 0.12;
  private static final double TIGHT = 0.25;
  private static final double LOOSE = 0.15;

  private static final Pattern UNIT =
      Pattern.compile("(\\d) (mm|cm|ml|mAh|g|kg|L|W|kW|pieces|hours|pages)\\b");
  private static final List<Map.Entry<String, String>> ZH_UNITS =
      List.of(
          Map.entry("毫安时", "mAh"),
          Map.entry("毫升", "ml"),
          Map.entry("毫米", "mm"),
          Map.entry("厘米", "CM"),
          Map.entry("千瓦", "kW"),
          Map.entry("小时", "h"),
          Map.entry("千克", "KG"));

  private final Language language;
  private final ShopFile.Block noise;

  TitleNoise(Language language) {
    this.language = language;
    this.noise = Lookup.in(ShopFile.blocks("noise-" + language.code() + ".txt"), "noise");
  }

  SpoiltTitle spoil(Product product, ProductLine line, Dice dice) {
    Map<String, String> words = words(line, dice);
    Set<String> shown = new LinkedHashSet<>();
    UnaryOperator<String> values =
        role -> {
          String word = words.get(role);
          if (word == null) {
            shown.add(role);
            word = product.fact(role);
          }
          return word;
        };
    String filled = Phrase.fill(dice.pick(noise.texts("pattern")), values);
    return wear(filled, product, shown, dice);
  }

  private Map<String, String> words(ProductLine line, Dice dice) {
    Map<String, String> words = new HashMap<>();
    for (String kind : List.of("promo", "emoji", "hype")) {
      List<String> drawn = dice.shuffled(noise.values(kind));
      words.put(kind, drawn.get(0));
      words.put(kind + "2", drawn.get(1));
    }
    int number = 1;
    for (String word : dice.shuffled(line.words("stuffing"))) {
      words.put("stuff" + number++, word);
    }
    return words;
  }

  private SpoiltTitle wear(String title, Product product, Set<String> shown, Dice dice) {
    String worn = title.replaceAll("\\s+", " ").strip();
    if (dice.chance(ECHO)) {
      worn = worn + " " + lastWord(product.fact("type"));
    }
    if (dice.chance(UNITS)) {
      worn = language == Language.EN ? tightUnits(worn, dice) : latinUnits(worn, product, shown);
    }
    if (language == Language.EN && dice.chance(SHOUT)) {
      worn = shoutOneWord(worn, dice);
    }
    if (dice.chance(TIGHT)) {
      worn = worn.replace(", ", ",").replace(" | ", "|").replace("， ", "，");
    }
    if (dice.chance(LOOSE)) {
      worn = worn.replaceFirst(" ", "  ");
    }
    return new SpoiltTitle(worn, shown);
  }

  private String lastWord(String type) {
    if (language == Language.ZH) {
      return type;
    }
    return Phrase.titleCase(type.substring(type.lastIndexOf(' ') + 1));
  }

  /** {@code 250 g} becomes {@code 250g} or {@code 250G}. */
  private static String tightUnits(String title, Dice dice) {
    boolean shout = dice.chance(0.5);
    Matcher matcher = UNIT.matcher(title);
    return matcher.replaceAll(
        hit -> hit.group(1) + (shout ? hit.group(2).toUpperCase(Locale.ROOT) : hit.group(2)));
  }

  /**
   * 500毫升 becomes 500ml; as the size can no longer be read word by word, it must stand in the
   * attributes too.
   */
  private static String latinUnits(String title, Product product, Set<String> shown) {
    String worn = title;
    for (Map.Entry<String, String> unit : ZH_UNITS) {
      if (product.fact("size").contains(unit.getKey())) {
        worn = worn.replace(unit.getKey(), unit.getValue());
      }
    }
    if (!worn.equals(title)) {
      shown.remove("size");
    }
    return worn;
  }

  private static String shoutOneWord(String title, Dice dice) {
    String[] words = title.split(" ");
    int chosen = dice.below(words.length);
    words[chosen] = words[chosen].toUpperCase(Locale.ROOT);
    return String.join(" ", words);
  }
}
