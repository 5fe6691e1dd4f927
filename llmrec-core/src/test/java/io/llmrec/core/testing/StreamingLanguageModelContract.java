package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.StreamingLanguageModel;
import org.junit.jupiter.api.Test;

/** What every {@link StreamingLanguageModel} promises. */
public interface StreamingLanguageModelContract {

  /** The model under test; must answer {@link #prompt} in more than one piece. */
  StreamingLanguageModel streamingModel();

  /** A prompt it answers at some length. */
  default Prompt prompt() {
    return Prompt.of("Count from one to twenty in words.");
  }

  /** The pieces are the reply. */
  @Test
  default void thePiecesAreTheReply() {
    StringBuilder pieces = new StringBuilder();
    Reply reply = streamingModel().stream(prompt(), piece -> pieces.append(piece).length() >= 0);
    assertEquals(reply.text(), pieces.toString());
  }

  /** A caller that has read enough is obeyed. */
  @Test
  default void stopsWhenToldTo() {
    StringBuilder pieces = new StringBuilder();
    Reply reply =
        streamingModel().stream(
            prompt(),
            piece -> {
              pieces.append(piece);
              return false;
            });
    assertEquals(Reply.Finish.CANCELLED, reply.finish());
    assertTrue(reply.text().startsWith(pieces.toString()));
  }
}
