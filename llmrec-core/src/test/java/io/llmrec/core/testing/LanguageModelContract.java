package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import org.junit.jupiter.api.Test;

/** What every {@link LanguageModel} promises. */
public interface LanguageModelContract {

  /** The model under test; must answer {@link #prompt}. */
  LanguageModel languageModel();

  /** A prompt it answers. */
  default Prompt prompt() {
    return Prompt.of("Answer with one word.", "What is the opposite of cold?");
  }

  /** There is a reply, and it says which model gave it. */
  @Test
  default void answers() {
    Reply reply = languageModel().complete(prompt());
    assertNotNull(reply.text());
    assertFalse(reply.model().isBlank());
  }

  /** Several threads can ask at once. */
  @Test
  default void answersSeveralThreads() throws Exception {
    LanguageModel shared = languageModel();
    for (Reply reply : Together.call(() -> shared.complete(prompt()))) {
      assertNotNull(reply.text());
    }
  }
}
