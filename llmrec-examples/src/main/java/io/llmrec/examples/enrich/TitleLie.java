package io.llmrec.examples.enrich;

import io.llmrec.core.compute.Draws;
import io.llmrec.examples.enrich.NerTitle.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A known way in which a rewrite of a title can be false. */
enum TitleLie {
  /** A brand the title does not name. */
  ADDED_BRAND {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return foreign(title, other.words(Kind.BRAND)).map(b -> b + ' ' + rewrite).orElse(rewrite);
    }
  },
  /** Another brand in place of the title's. */
  CHANGED_BRAND {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return foreign(title, other.words(Kind.BRAND))
          .map(b -> replaceFirst(rewrite, title.words(Kind.BRAND), b))
          .orElse(rewrite);
    }
  },
  /** The brand left out. */
  DROPPED_BRAND {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return replaceFirst(rewrite, title.words(Kind.BRAND), "");
    }
  },
  /** A digit of a model name changed. */
  CHANGED_MODEL {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return changeDigit(title, rewrite, MODEL, draws);
    }
  },
  /** A model name left out. */
  DROPPED_MODEL {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return MODEL.matcher(rewrite).replaceAll(" ");
    }
  },
  /** A digit of a size changed. */
  CHANGED_SIZE {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return changeDigit(title, rewrite, SIZE, draws);
    }
  },
  /** Another unit behind a size. */
  CHANGED_UNIT {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      Matcher size = SIZE.matcher(rewrite);
      if (!size.find()) {
        return rewrite;
      }
      String unit = size.group(2).toLowerCase(Locale.ROOT);
      String lied = size.group(1) + (unit.equals("kg") || unit.equals("克") ? "ml" : "kg");
      return title.text().toLowerCase(Locale.ROOT).contains(lied)
          ? rewrite
          : rewrite.substring(0, size.start()) + lied + rewrite.substring(size.end());
    }
  },
  /** A size left out. */
  DROPPED_SIZE {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return SIZE.matcher(rewrite).replaceAll(" ");
    }
  },
  /** A negation left out: without underwire becomes underwire. */
  DROPPED_NEGATION {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return rewrite.replaceAll("[无不非免](?=\\p{IsHan}\\p{IsHan})", "");
    }
  },
  /** A property the title does not claim. */
  INVENTED_ADJECTIVE {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      List<String> foreign =
          ADJECTIVES.stream().filter(word -> !title.text().contains(word)).toList();
      return foreign.get(draws.below(foreign.size())) + rewrite;
    }
  },
  /** Another product. */
  CHANGED_PRODUCT {
    @Override
    String tell(NerTitle title, String rewrite, NerTitle other, Draws draws) {
      return foreign(title, other.words(Kind.PRODUCT))
          .map(p -> replaceFirst(rewrite, title.words(Kind.PRODUCT), p))
          .orElse(rewrite);
    }
  };

  private static final Pattern MODEL =
      Pattern.compile(
          "(?<![A-Za-z0-9.-])(?=[A-Za-z0-9-]*[A-Za-z])(?![0-9]+[A-Za-z]{1,4}(?![A-Za-z0-9-]))[A-Za-z0-9]+-?[0-9][A-Za-z0-9]*(?![A-Za-z0-9-])");
  private static final Pattern SIZE =
      Pattern.compile(
          "(?<![A-Za-z0-9.*+/-])([0-9]+(?:\\.[0-9]+)?)(ml|kg|g|cm|mm|mah|gb|克|毫升|升|斤|片|包|瓶|抽|寸|米|支|盒|码)"
              + "(?![A-Za-z0-9])",
          Pattern.CASE_INSENSITIVE);
  private static final List<String> ADJECTIVES =
      List.of("真皮", "防水", "纯银", "有机", "进口", "医用", "阻燃", "静音", "环保", "抗菌");

  /**
   * The rewrite made false, or as it is where there is nothing to lie about.
   *
   * @param other a title to take foreign words from
   */
  abstract String tell(NerTitle title, String rewrite, NerTitle other, Draws draws);

  /** The first of some words, of two or more characters, that a title does not hold. */
  private static Optional<String> foreign(NerTitle title, List<String> words) {
    String text = title.text().toLowerCase(Locale.ROOT);
    return words.stream()
        .filter(word -> word.length() > 1 && !text.contains(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static String replaceFirst(String rewrite, List<String> words, String by) {
    return words.isEmpty() ? rewrite : rewrite.replace(words.get(0), by);
  }

  private static String changeDigit(NerTitle title, String rewrite, Pattern where, Draws draws) {
    Matcher found = where.matcher(rewrite);
    if (!found.find()) {
      return rewrite;
    }
    StringBuilder lied = new StringBuilder(found.group());
    for (int i = lied.length() - 1; i >= 0; i--) {
      if (Character.isDigit(lied.charAt(i))) {
        int digit = (lied.charAt(i) - '0' + 1 + draws.below(8)) % 10;
        lied.setCharAt(i, (char) ('0' + digit));
        break;
      }
    }
    return title.text().contains(lied)
        ? rewrite
        : rewrite.substring(0, found.start()) + lied + rewrite.substring(found.end());
  }
}
