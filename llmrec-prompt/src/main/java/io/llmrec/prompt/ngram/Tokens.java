package io.llmrec.prompt.ngram;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into tokens: each Han character is one, so is each run of other letters and digits in
 * lower case, and each other character that can be seen. So English is read word by word and
 * Chinese character by character, also where one text holds both.
 */
final class Tokens {

  private Tokens() {}

  static List<String> of(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    List<String> tokens = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < plain.length(); ) {
      int c = plain.codePointAt(i);
      boolean inWord = Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
      if (start >= 0 && !inWord) {
        tokens.add(plain.substring(start, i));
        start = -1;
      } else if (start < 0 && inWord) {
        start = i;
      }
      if (!inWord && !Character.isWhitespace(c) && !Character.isISOControl(c)) {
        tokens.add(Character.toString(c));
      }
      i += Character.charCount(c);
    }
    if (start >= 0) {
      tokens.add(plain.substring(start));
    }
    return tokens;
  }
}
