package io.llmrec.prompt.structured;

import io.llmrec.core.llm.Reply;
import java.util.List;

/**
 * A reply with a form.
 *
 * @param <T> the record
 * @param value what was answered, checked
 * @param replies what the model said, one reply or two; the last one holds the value
 */
public record StructuredReply<T extends Record>(T value, List<Reply> replies) {

  /** Takes a copy of the list. */
  public StructuredReply {
    replies = List.copyOf(replies);
  }

  /** Whether the first reply did not fit and the second did. */
  public boolean repaired() {
    return replies.size() > 1;
  }
}
