package io.llmrec.embed.tokenizer;

import java.util.ArrayList;
import java.util.List;

/**
 * Tokens that are found in a text before anything else is done with it: from left to right, the
 * longest that begins at a place. Immutable.
 */
final class AddedTokens {

  /**
   * A token to be found.
   *
   * @param content not empty
   * @param takesLeft whether white space before it belongs to it
   * @param takesRight whether white space behind it belongs to it
   */
  record Added(String content, int id, boolean takesLeft, boolean takesRight) {}

  /**
   * A part of a text.
   *
   * @param token the token that it is, or {@link PieceTrie#NONE}
   * @param start where it begins
   */
  record Part(String text, int token, int start) {}

  private final PieceTrie trie = new PieceTrie();
  private final List<Added> tokens;

  AddedTokens(List<Added> tokens) throws UnknownPartException {
    this.tokens = List.copyOf(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      trie.add(tokens.get(i).content(), i);
    }
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  /** The text cut at all tokens in it; no part is empty. */
  List<Part> split(String text) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length() && !tokens.isEmpty(); ) {
      int found = longest(text, at);
      if (found == PieceTrie.NONE) {
        at++;
        continue;
      }
      Added token = tokens.get(found);
      int end = at + token.content().length();
      int from = token.takesLeft() ? spaceBefore(text, at, start) : at;
      addText(text, start, from, parts);
      parts.add(new Part(token.content(), token.id(), from));
      start = token.takesRight() ? spaceBehind(text, end) : end;
      at = end;
    }
    addText(text, start, text.length(), parts);
    return parts;
  }

  private static void addText(String text, int start, int end, List<Part> parts) {
    if (start < end) {
      parts.add(new Part(text.substring(start, end), PieceTrie.NONE, start));
    }
  }

  private int longest(String text, int start) {
    int longest = PieceTrie.NONE;
    int node = PieceTrie.ROOT;
    for (int i = start; i < text.length(); i++) {
      node = trie.child(node, text.charAt(i));
      if (node == 0) {
        break;
      }
      longest = trie.id(node) == PieceTrie.NONE ? longest : trie.id(node);
    }
    return longest;
  }

  private static int spaceBefore(String text, int end, int least) {
    int start = end;
    while (start > least && KnownCharacters.isSpace(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int spaceBehind(String text, int start) {
    int end = start;
    while (end < text.length() && KnownCharacters.isSpace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
