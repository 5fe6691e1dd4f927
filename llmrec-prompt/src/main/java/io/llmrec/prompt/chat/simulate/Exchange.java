package io.llmrec.prompt.chat.simulate;

import io.llmrec.prompt.chat.ChatTurn;

/**
 * A message and its answer.
 *
 * @param saying what the user said
 * @param turn what the recommender answered
 */
public record Exchange(Saying saying, ChatTurn turn) {}
