package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.Reasoning;
import java.util.function.Predicate;

/** Passes on the pieces of one reply that are no reasoning. Used by one thread, once. */
final class ReasoningFilter {

  private enum State {
    /** What came may still become an opening mark. */
    UNDECIDED,
    THINKING,
    ANSWERING
  }

  private static final int LONGEST_MARK =
      Reasoning.CLOSING_MARKS.stream().mapToInt(String::length).max().orElseThrow();

  private final Predicate<String> onText;
  private final StringBuilder passed = new StringBuilder();
  private String held = "";
  private State state;
  private boolean thought;
  private boolean cancelled;

  ReasoningFilter(Predicate<String> onText, boolean thinking) {
    this.onText = onText;
    state = thinking ? State.THINKING : State.UNDECIDED;
    thought = thinking;
  }

  /** Takes in a piece; whether more is wanted. */
  boolean accept(String piece) {
    if (state == State.ANSWERING) {
      return pass(piece);
    }
    held += piece;
    while (state == State.THINKING ? leaveReasoning() : enterReasoning()) {
      continue;
    }
    return state != State.ANSWERING || release();
  }

  /** The reply, with what was passed on as its text. */
  Reply end(Reply whole) {
    boolean unfinished = state == State.THINKING;
    if (state == State.UNDECIDED && whole.finish() != Reply.Finish.CANCELLED) {
      release();
    }
    Reply.Finish finish = whole.finish();
    if (cancelled) {
      finish = Reply.Finish.CANCELLED;
    } else if (unfinished && finish != Reply.Finish.CANCELLED) {
      finish = Reply.Finish.LENGTH;
    }
    return new Reply(passed.toString(), whole.model(), finish, whole.usage());
  }

  /** Whether a closing mark was found and taken out; else only its possible beginning is held. */
  private boolean leaveReasoning() {
    int end = -1;
    for (String mark : Reasoning.CLOSING_MARKS) {
      int at = held.indexOf(mark);
      if (at >= 0 && (end < 0 || at + mark.length() < end)) {
        end = at + mark.length();
      }
    }
    if (end < 0) {
      held = held.substring(Math.max(0, held.length() - LONGEST_MARK));
      return false;
    }
    held = held.substring(end);
    state = State.UNDECIDED;
    return true;
  }

  /** Whether an opening mark was found and taken out. */
  private boolean enterReasoning() {
    String start = held.stripLeading();
    for (String mark : Reasoning.OPENING_MARKS) {
      if (start.startsWith(mark)) {
        held = start.substring(mark.length());
        state = State.THINKING;
        thought = true;
        return true;
      }
    }
    if (Reasoning.OPENING_MARKS.stream().noneMatch(mark -> mark.startsWith(start))) {
      state = State.ANSWERING;
    }
    return false;
  }

  /** Passes on what was held; the white space after reasoning belongs to the reasoning. */
  private boolean release() {
    String text = thought ? held.stripLeading() : held;
    held = "";
    return text.isEmpty() || pass(text);
  }

  private boolean pass(String text) {
    passed.append(text);
    cancelled = !onText.test(text);
    return !cancelled;
  }
}
