package io.llmrec.prompt.chat.tool;

import io.llmrec.core.Recommendation;
import io.llmrec.prompt.chat.state.ConversationState;
import java.util.BitSet;
import java.util.List;

/** The recommender as the tools see it. */
@FunctionalInterface
public interface RecommendCall {

  /**
   * The best of some rows for the user of a conversation, best first.
   *
   * @param state with what was wished and said of items
   * @param rows that may be recommended
   * @param limit how many, at least 1
   */
  List<Recommendation> recommend(ConversationState state, BitSet rows, int limit);
}
