package io.llmrec.embed.tokenizer;

import java.text.Normalizer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts a text in place of every character, whatever stands around it: of {@link KnownCharacters}
 * the result for two texts is the result for both as one.
 */
@FunctionalInterface
interface CharacterStep {

  /** A text with all its characters replaced; null when only the native side knows how. */
  @Nullable String apply(String text);

  /** Leaves characters out. */
  static CharacterStep without(IntPredicate dropped) {
    return each(point -> dropped.test(point) ? "" : Character.toString(point));
  }

  /** Replaces characters one by one. */
  static CharacterStep each(IntFunction<String> replacement) {
    return text -> {
      StringBuilder replaced = new StringBuilder();
      text.codePoints().forEach(point -> replaced.append(replacement.apply(point)));
      return replaced.toString();
    };
  }

  /** Replaces characters one by one, where a replacement is known. */
  static CharacterStep eachIfKnown(IntFunction<@Nullable String> replacement) {
    return text -> {
      StringBuilder replaced = new StringBuilder();
      for (int point : text.codePoints().toArray()) {
        String known = replacement.apply(point);
        if (known == null) {
          return null;
        }
        replaced.append(known);
      }
      return replaced.toString();
    };
  }

  /** Leaves out what nobody sees; all white space becomes the plain space. */
  static CharacterStep clean() {
    return each(
        point -> {
          if (point == 0 || point == 0xFFFD || KnownCharacters.isControl(point)) {
            return "";
          }
          return KnownCharacters.isSpace(point) ? " " : Character.toString(point);
        });
  }

  /** Puts a space before and after Chinese characters. */
  static CharacterStep spaceHan() {
    return each(
        point ->
            KnownCharacters.isHan(point)
                ? " " + Character.toString(point) + " "
                : Character.toString(point));
  }

  /** Takes characters apart and leaves the accents out. */
  static CharacterStep withoutAccents() {
    CharacterStep withoutMarks = without(KnownCharacters::isNonSpacingMark);
    return text -> withoutMarks.apply(Normalizer.normalize(text, Normalizer.Form.NFD));
  }

  /** Lower case. */
  static CharacterStep lowerCase() {
    return each(KnownCharacters::lowerCase);
  }
}
