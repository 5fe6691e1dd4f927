package io.llmrec.prompt;

import java.util.regex.Pattern;

/**
 * Makes text from a catalog, a person or a server safe to put into a prompt, a message or a log.
 *
 * <p>Such a text is data: it may hold a product's title or an attack on the model. Nothing is
 * rejected, for a film may be called anything; the text is made harmless instead:
 *
 * <ul>
 *   <li>control, zero-width, bidirectional, tag and other invisible characters and broken
 *       surrogates are removed; line breaks and all kinds of spaces become one space;
 *   <li>{@code <} and {@code >} become {@code ‹} and {@code ›}, so that no control token of a model
 *       ({@code <|im_start|>}, {@code </s>}, {@code <think>}) survives; bracketed ones such as
 *       {@code [INST]} get round brackets; runs of three or more of the characters {@code ` # " ~}
 *       become one;
 *   <li>the length is capped in code points; a text that was cut ends in {@code …}.
 * </ul>
 *
 * <p>Whether the model believes what the text says is another matter: put instructions after data,
 * answer with random labels, check what comes back. Safe for use by several threads.
 */
public final class UntrustedText {

  private static final Pattern BRACKETED =
      Pattern.compile(
          "\\[(/?(?:INST|SYS|SYSTEM_PROMPT|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|AVAILABLE_TOOLS"
              + "|CLS|SEP|MASK|gMASK|sMASK|PAD|UNK|BOS|EOS|IMG|IMG_BREAK|IMG_END))\\]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FENCE = Pattern.compile("([`#\"~])\\1{2,}");

  private UntrustedText() {}

  /**
   * The text made harmless, as a JSON string with its quotes.
   *
   * @param maxChars the most code points kept, at least 1; escapes are not counted
   */
  public static String json(String text, int maxChars) {
    return StrictJson.quote(clean(text, maxChars));
  }

  /**
   * The text made harmless, on one line, without spaces at its ends; may be empty.
   *
   * @param maxChars the most code points kept, at least 1
   */
  public static String clean(String text, int maxChars) {
    if (maxChars < 1) {
      throw new IllegalArgumentException("maxChars must be at least 1, was " + maxChars);
    }
    String visible = visible(text, maxChars);
    String flat = FENCE.matcher(visible).replaceAll("$1");
    return BRACKETED.matcher(flat).replaceAll("($1)");
  }

  private static String visible(String text, int maxChars) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), maxChars) + 1);
    int count = 0;
    boolean space = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isBlank(c)) {
        space = count > 0;
      } else if (!isInvisible(c)) {
        if (count + (space ? 2 : 1) > maxChars) {
          return cut(kept, count, maxChars);
        }
        if (space) {
          kept.append(' ');
          count++;
          space = false;
        }
        kept.appendCodePoint(harmless(c));
        count++;
      }
    }
    return kept.toString();
  }

  private static String cut(StringBuilder kept, int count, int maxChars) {
    if (count == maxChars) {
      kept.setLength(kept.offsetByCodePoints(kept.length(), -1));
    }
    return kept.toString().stripTrailing() + '\u2026';
  }

  private static int harmless(int c) {
    return switch (c) {
      case '<', '\uFF1C', '\uFE64' -> '\u2039';
      case '>', '\uFF1E', '\uFE65' -> '\u203A';
      default -> c;
    };
  }

  /** White space of every kind, and the letters that look like it. */
  private static boolean isBlank(int c) {
    return switch (c) {
      case '\u0085', '\u115F', '\u1160', '\u2800', '\u3164', '\uFFA0' -> true;
      default -> Character.isWhitespace(c) || Character.isSpaceChar(c);
    };
  }

  private static boolean isInvisible(int c) {
    boolean selector = c >= 0xFE00 && c <= 0xFE0F || c >= 0x180B && c <= 0x180F;
    boolean supplementarySelector = c >= 0xE0000 && c <= 0xE0FFF;
    boolean nonCharacter = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
      default -> c == 0x034F || selector || supplementarySelector || nonCharacter;
    };
  }
}
