package io.llmrec.embed.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The cut of a text into pieces whose log-probabilities have the largest sum, found by dynamic
 * programming from left to right. A character that is no piece costs 10 more than the worst piece;
 * neighbours of that kind are one unknown token, or the tokens of their bytes where the model has
 * them. Of equal sums the one that was found first counts, so the order of all additions is part of
 * the answer.
 *
 * <p>Source: Kudo, "Subword Regularization: Improving Neural Network Translation Models with
 * Multiple Subword Candidates", 2018. Immutable.
 */
final class UnigramModel implements TokenModel {

  private static final double UNKNOWN_PENALTY = 10;

  private final PieceTrie trie = new PieceTrie();
  private final double[] scores;
  private final double unknownScore;
  private final int unknownId;
  private final int[] byteIds = new int[256];
  private final boolean byteFallback;

  /**
   * Over pieces and their scores; the id of a piece is its place.
   *
   * @param unknownId {@link PieceTrie#NONE} for none
   */
  UnigramModel(List<String> pieces, double[] scores, int unknownId, boolean byteFallback)
      throws UnknownPartException {
    this.scores = scores.clone();
    this.unknownId = unknownId;
    double worst = Double.POSITIVE_INFINITY;
    for (int id = 0; id < scores.length; id++) {
      trie.add(pieces.get(id), id);
      worst = Math.min(worst, scores[id]);
    }
    this.unknownScore = worst - UNKNOWN_PENALTY;
    this.byteFallback = byteFallback;
    for (int value = 0; value < byteIds.length; value++) {
      byteIds[value] = id("<0x%02X>".formatted(value));
    }
  }

  @Override
  public int id(String token) {
    return trie.find(token, 0, token.length());
  }

  @Override
  public int size() {
    return scores.length;
  }

  /** The best cut of every beginning of a text. */
  private static final class Paths {

    /** The sum of the best cut that ends here. */
    final double[] sums;

    /** One more than where its last piece starts; 0 where no cut ends. */
    final int[] starts;

    /** Its last piece. */
    final int[] pieces;

    Paths(int length) {
      sums = new double[length + 1];
      starts = new int[length + 1];
      pieces = new int[length + 1];
    }

    void offer(int start, int end, int piece, double sum) {
      if (starts[end] == 0 || sum > sums[end]) {
        sums[end] = sum;
        starts[end] = start + 1;
        pieces[end] = piece;
      }
    }

    int start(int end) {
      return starts[end] - 1;
    }
  }

  @Override
  public boolean encode(String word, Ids ids) {
    Paths paths = new Paths(word.length());
    for (int start = 0; start < word.length(); ) {
      int next = start + Character.charCount(word.codePointAt(start));
      if (!offerPieces(word, start, next, paths)) {
        if (unknownId == PieceTrie.NONE) {
          return false;
        }
        paths.offer(start, next, unknownId, unknownScore + paths.sums[start]);
      }
      start = next;
    }
    int before = ids.size();
    addBackwards(word, paths, ids);
    ids.reverseFrom(before);
    return true;
  }

  /** Whether the one character at the start is a piece. */
  private boolean offerPieces(String word, int start, int next, Paths paths) {
    double sum = paths.sums[start];
    boolean single = false;
    int node = PieceTrie.ROOT;
    for (int end = start; end < word.length(); ) {
      node = trie.child(node, word.charAt(end++));
      if (node == 0) {
        break;
      }
      int piece = trie.id(node);
      if (piece != PieceTrie.NONE) {
        paths.offer(start, end, piece, scores[piece] + sum);
        single |= end == next;
      }
    }
    return single;
  }

  private void addBackwards(String word, Paths paths, Ids ids) {
    int end = word.length();
    while (end > 0) {
      int start = paths.start(end);
      int piece = paths.pieces[end];
      if (piece == unknownId) {
        while (start > 0 && paths.pieces[start] == unknownId) {
          start = paths.start(start);
        }
        addUnknown(word, start, end, ids);
      } else {
        ids.add(piece);
      }
      end = start;
    }
  }

  private void addUnknown(String word, int start, int end, Ids ids) {
    int known = trie.find(word, start, end);
    if (known != PieceTrie.NONE) {
      ids.add(known);
    } else if (!byteFallback || !addBytes(word.substring(start, end), ids)) {
      ids.add(unknownId);
    }
  }

  /** All or none. */
  private boolean addBytes(String text, Ids ids) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (byte value : bytes) {
      if (byteIds[value & 0xFF] == PieceTrie.NONE) {
        return false;
      }
    }
    for (int i = bytes.length - 1; i >= 0; i--) {
      ids.add(byteIds[bytes[i] & 0xFF]);
    }
    return true;
  }
}
