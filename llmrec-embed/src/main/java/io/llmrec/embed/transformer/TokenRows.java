package io.llmrec.embed.transformer;

import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.tokenizer.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From texts to what a model reads. */
final class TokenRows {

  private final FileTokenizer tokenizer;
  private final Frame frame;
  private final Windows windows;
  private final String prefix;
  private final int vocabulary;

  /**
   * Rows of at most so many tokens.
   *
   * @param vocabulary tokens that the model knows
   */
  TokenRows(
      FileTokenizer tokenizer, int maxTokens, LongText longText, String prefix, int vocabulary) {
    this.tokenizer = tokenizer;
    this.frame = tokenizer.frame();
    this.windows = new Windows(maxTokens - frame.size(), longText);
    this.prefix = prefix;
    this.vocabulary = vocabulary;
  }

  /** The rows of a text, at least one. A text without any token is read as token 0. */
  List<TokenRow> of(String text) {
    List<TokenRow> rows = new ArrayList<>();
    for (int[] window : windows.of(tokenizer.encode(prefix + text))) {
      List<int[]> texts = List.of(window);
      int[] ids = frame.ids(texts);
      rows.add(
          ids.length == 0
              ? new TokenRow(new int[1], new int[1])
              : new TokenRow(known(ids), frame.segments(texts)));
    }
    return rows;
  }

  private int[] known(int[] ids) {
    int largest = Arrays.stream(ids).max().orElse(0);
    if (largest >= vocabulary) {
      throw new IllegalStateException(
          "the tokenizer gives token %d, the model knows %d tokens: they do not belong together"
              .formatted(largest, vocabulary));
    }
    return ids;
  }
}
