package io.llmrec.prompt.http;

import io.llmrec.core.llm.Reply;
import java.util.List;

/**
 * A reply, token by token.
 *
 * @param reply the reply
 * @param tokens its tokens in their order
 */
public record TokenReply(Reply reply, List<Token> tokens) {

  /** Takes a copy of the list. */
  public TokenReply {
    tokens = List.copyOf(tokens);
  }

  /**
   * A token of the reply.
   *
   * @param chosen the token itself
   * @param top the likeliest tokens at its place, as many as were asked for or fewer
   */
  public record Token(Choice chosen, List<Choice> top) {

    /** Takes a copy of the list. */
    public Token {
      top = List.copyOf(top);
    }
  }

  /**
   * A token that could stand at a place.
   *
   * @param text the token, as the server tells it; hostile
   * @param logProbability natural logarithm of its probability, at most 0; negative infinity where
   *     the server does not tell
   */
  public record Choice(String text, double logProbability) {}
}
