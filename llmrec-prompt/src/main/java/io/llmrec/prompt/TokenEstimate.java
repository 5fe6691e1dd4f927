package io.llmrec.prompt;

import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;

/**
 * A cautious guess at what a call costs, before it is made and whatever the model's tokenizer: a
 * token per character of Chinese, Japanese and Korean, a token per three characters of other text,
 * 1,600 tokens per picture.
 */
public final class TokenEstimate {

  private static final int CHARS_PER_TOKEN = 3;

  /** What a chat format puts around a turn. */
  private static final int TOKENS_PER_MESSAGE = 4;

  /** What large hosted models charge for a picture of full size. */
  private static final int TOKENS_PER_IMAGE = 1600;

  /** Where the scripts begin that spend a token or so on every character. */
  private static final int FIRST_EAST_ASIAN = 0x2E80;

  private TokenEstimate() {}

  /** The tokens of a prompt and of the longest reply it allows, at least 1. */
  public static long of(Prompt prompt) {
    long tokens = prompt.options().maxTokens();
    for (Message message : prompt.messages()) {
      tokens += TOKENS_PER_MESSAGE + of(message);
    }
    return tokens;
  }

  /** The tokens of a turn's text and pictures, without what a chat format puts around them. */
  public static long of(Message message) {
    return of(message.text()) + (long) TOKENS_PER_IMAGE * message.images().size();
  }

  /** The tokens of a text. */
  public static long of(String text) {
    long single = text.codePoints().filter(c -> c >= FIRST_EAST_ASIAN).count();
    long others = text.codePoints().count() - single;
    return single + (others + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
  }

  /** The beginning of a text that has no more tokens than so many, at least 1; all if it fits. */
  public static String cut(String text, long maxTokens) {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, was " + maxTokens);
    }
    long thirds = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      thirds += c >= FIRST_EAST_ASIAN ? CHARS_PER_TOKEN : 1;
      if (thirds > maxTokens * CHARS_PER_TOKEN) {
        return text.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }
}
