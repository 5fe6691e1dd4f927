package io.llmrec.prompt.chat.simulate;

import java.util.List;

/**
 * What a model that plays a user answers.
 *
 * @param message what it says
 * @param told numbers of the wishes that the message tells
 * @param leave whether it gives up instead
 */
record UserReply(String message, List<Integer> told, boolean leave) {

  private static final int MAX_TOLD = 50;

  UserReply {
    if (message.isBlank() && !leave) {
      throw new IllegalArgumentException("message must not be blank");
    }
    if (told.size() > MAX_TOLD) {
      throw new IllegalArgumentException("told must have at most 50 numbers, has " + told.size());
    }
    told = List.copyOf(told);
  }
}
