package io.llmrec.prompt.chat.state;

import java.util.ArrayList;
import java.util.List;

/**
 * What was said in a conversation: the latest turns word for word, those before as a summary.
 *
 * @param recent the latest utterances, oldest first, at most {@value #MAX_RECENT}
 * @param summary of what was said before, at most {@value #MAX_SUMMARY} characters; may be empty
 */
public record Dialogue(List<Utterance> recent, String summary) {

  /** Nothing was said. */
  public static final Dialogue EMPTY = new Dialogue(List.of(), "");

  /** The most utterances that are kept word for word. */
  public static final int MAX_RECENT = 24;

  /** The longest summary. */
  public static final int MAX_SUMMARY = 1_200;

  /** Checks the sizes and takes a copy of the list. */
  public Dialogue {
    Bounds.list("recent utterances", recent, MAX_RECENT);
    Bounds.size("summary", summary, MAX_SUMMARY);
    recent = List.copyOf(recent);
  }

  /** One turn more. Where there is no room the oldest utterances are forgotten. */
  public Dialogue with(Utterance user, Utterance assistant) {
    List<Utterance> all = new ArrayList<>(recent);
    all.add(user);
    all.add(assistant);
    return new Dialogue(ConversationState.last(all, MAX_RECENT), summary);
  }

  /** The last {@code keep} utterances, and a summary of all before. */
  public Dialogue compressed(int keep, String newSummary) {
    return new Dialogue(ConversationState.last(recent, keep), newSummary);
  }
}
