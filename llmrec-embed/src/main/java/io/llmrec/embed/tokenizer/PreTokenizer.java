package io.llmrec.embed.tokenizer;

import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Cuts a normalized text into the parts that a model sees one by one. Safe for use by several
 * threads.
 */
@FunctionalInterface
interface PreTokenizer {

  /**
   * Hands on the parts in order, none of them empty.
   *
   * @param text not empty
   * @param first whether the text is the start of what was to be encoded
   */
  void split(String text, boolean first, Consumer<String> parts);

  /** Nothing is cut. */
  static PreTokenizer whole() {
    return (text, first, parts) -> parts.accept(text);
  }

  /** Words between white space. */
  static PreTokenizer atSpaces() {
    return cutting(KnownCharacters::isSpace, point -> false);
  }

  /** Words between white space, and each punctuation mark by itself, as BERT has it. */
  static PreTokenizer bert() {
    return cutting(KnownCharacters::isSpace, KnownCharacters::isPunctuation);
  }

  private static PreTokenizer cutting(IntPredicate dropped, IntPredicate alone) {
    return (text, first, parts) -> {
      int start = 0;
      for (int i = 0; i < text.length(); ) {
        int point = text.codePointAt(i);
        int next = i + Character.charCount(point);
        boolean leftOut = dropped.test(point);
        if (leftOut || alone.test(point)) {
          accept(text, start, i, parts);
          accept(text, leftOut ? next : i, next, parts);
          start = next;
        }
        i = next;
      }
      accept(text, start, text.length(), parts);
    };
  }

  private static void accept(String text, int start, int end, Consumer<String> parts) {
    if (start < end) {
      parts.accept(text.substring(start, end));
    }
  }

  /** When a mark of the space is put before a text that does not begin with one. */
  enum Prepend {
    ALWAYS,
    FIRST,
    NEVER
  }

  /**
   * Marks spaces by another character, as SentencePiece does.
   *
   * @param split whether each mark begins a new part
   */
  static PreTokenizer metaspace(char mark, Prepend prepend, Boolean split) {
    return (text, first, parts) -> {
      String marked = text.replace(' ', mark);
      boolean wanted = prepend == Prepend.ALWAYS || prepend == Prepend.FIRST && first;
      if (wanted && marked.charAt(0) != mark) {
        marked = mark + marked;
      }
      if (split) {
        splitBefore(mark, marked, parts);
      } else {
        parts.accept(marked);
      }
    };
  }

  private static void splitBefore(char mark, String text, Consumer<String> parts) {
    int start = 0;
    while (start < text.length()) {
      int next = text.indexOf(mark, start + 1);
      int end = next < 0 ? text.length() : next;
      parts.accept(text.substring(start, end));
      start = end;
    }
  }

  /** One, and then another on each of its parts, none of which counts as the first. */
  static PreTokenizer both(PreTokenizer one, PreTokenizer next) {
    return (text, first, parts) -> one.split(text, first, part -> next.split(part, false, parts));
  }
}
