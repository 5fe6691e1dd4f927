package io.llmrec.examples.chat;

import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTrace;
import io.llmrec.prompt.chat.ChatTurn;
import java.time.Duration;
import java.util.List;

/** Answers for tests. */
final class Turns {

  private Turns() {}

  /** Words and nothing else. */
  static ChatTurn saying(String text) {
    return new ChatTurn(
        text,
        Language.EN,
        ChatTurn.Act.TALK,
        List.of(),
        List.of(),
        new ChatTurn.Shortlist(0, List.of()),
        new ChatTrace(List.of(), List.of(), List.of(), List.of(), Duration.ZERO, Duration.ZERO));
  }
}
