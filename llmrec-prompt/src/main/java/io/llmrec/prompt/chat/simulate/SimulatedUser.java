package io.llmrec.prompt.chat.simulate;

import java.util.List;
import java.util.Optional;

/**
 * A person who looks for something and talks to a recommender about it.
 *
 * <p>Same input, same output. Safe for use by several threads.
 */
@FunctionalInterface
public interface SimulatedUser {

  /**
   * What the user says next; empty when the user leaves without what was looked for.
   *
   * @param wishes what the user wants; never told as a whole
   * @param soFar what was said and answered, oldest first; empty at the beginning. None of the
   *     answers offers a target, for then the dialogue ends
   * @throws io.llmrec.core.llm.LlmException when a language model plays the user and does not
   *     answer: the dialogue counts as failed, and not as one that the recommender lost
   */
  Optional<Saying> next(WishList wishes, List<Exchange> soFar);
}
