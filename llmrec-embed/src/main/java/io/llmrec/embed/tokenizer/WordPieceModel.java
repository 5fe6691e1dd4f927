package io.llmrec.embed.tokenizer;

import java.util.Map;

/**
 * The longest piece that a word begins with, then the longest that goes on from there, and so on. A
 * word that cannot be cut to its end, or is too long, is one unknown token.
 *
 * <p>Source: the tokenizer of BERT (Devlin, Chang, Lee, Toutanova, 2018). Immutable.
 */
final class WordPieceModel implements TokenModel {

  private final PieceTrie trie = new PieceTrie();
  private final int size;
  private final int unknownId;

  /** Where pieces begin that continue a word; negative when there are none. */
  private final int continuation;

  private final long maxChars;

  /**
   * Over tokens with their ids.
   *
   * @param prefix of the tokens that continue a word
   * @param maxChars longer words, in Unicode characters, are unknown
   */
  WordPieceModel(Map<String, Integer> vocabulary, String unknown, String prefix, long maxChars)
      throws UnknownPartException {
    for (Map.Entry<String, Integer> token : vocabulary.entrySet()) {
      trie.add(token.getKey(), token.getValue());
    }
    this.size = vocabulary.size();
    this.unknownId = id(unknown);
    this.continuation = trie.node(prefix, 0, prefix.length());
    this.maxChars = maxChars;
  }

  @Override
  public int id(String token) {
    return trie.find(token, 0, token.length());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean encode(String word, Ids ids) {
    boolean tooLong = word.length() > maxChars && word.codePointCount(0, word.length()) > maxChars;
    if (!tooLong && addPieces(word, ids)) {
      return true;
    }
    ids.add(unknownId);
    return unknownId != PieceTrie.NONE;
  }

  /** All or none. */
  private boolean addPieces(String word, Ids ids) {
    int before = ids.size();
    int start = 0;
    while (start < word.length()) {
      int node = start == 0 ? PieceTrie.ROOT : continuation;
      int end = start;
      int piece = PieceTrie.NONE;
      for (int i = start; i < word.length() && node >= 0; ) {
        node = trie.child(node, word.charAt(i++));
        if (node == 0) {
          break;
        }
        if (trie.id(node) != PieceTrie.NONE) {
          piece = trie.id(node);
          end = i;
        }
      }
      if (piece == PieceTrie.NONE) {
        ids.cutTo(before);
        return false;
      }
      ids.add(piece);
      start = end;
    }
    return true;
  }
}
