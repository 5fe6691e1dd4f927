package io.llmrec.prompt.structured;

import io.llmrec.core.llm.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for a record, whether or not there is one.
 *
 * @param <T> the record
 * @param value what was answered, checked; null when neither reply passed
 * @param problems what was wrong with each reply that did not pass, none to two
 * @param replies what the model said, one reply or two
 */
public record StructuredAttempt<T extends Record>(
    @Nullable T value, List<String> problems, List<Reply> replies) {

  /** Takes copies of the lists. */
  public StructuredAttempt {
    problems = List.copyOf(problems);
    replies = List.copyOf(replies);
    if (replies.isEmpty()) {
      throw new IllegalArgumentException("replies must not be empty");
    }
  }

  /** The reply that was looked at last: the one that holds the value where there is one. */
  public Reply last() {
    return replies.get(replies.size() - 1);
  }
}
