package io.llmrec.prompt;

import java.util.List;

/**
 * The text in which some models think before they answer: {@code <think>...</think>}, and the same
 * with {@code thinking} and {@code reasoning}.
 *
 * <p>What stands before the last closing mark is reasoning, with or without an opening mark: some
 * servers swallow it. A reply that begins with an opening mark and has no closing one broke off
 * while the model was still thinking. Safe for use by several threads.
 */
public final class Reasoning {

  /** What reasoning begins with. */
  public static final List<String> OPENING_MARKS = List.of("<think>", "<thinking>", "<reasoning>");

  /** What reasoning ends with. */
  public static final List<String> CLOSING_MARKS =
      List.of("</think>", "</thinking>", "</reasoning>");

  private Reasoning() {}

  /** The answer without the reasoning and the white space after it; empty when there is none. */
  public static String strip(String reply) {
    int end = end(reply);
    if (end > 0) {
      return reply.substring(end).stripLeading();
    }
    return isUnfinished(reply) ? "" : reply;
  }

  /** Whether a reply broke off inside its reasoning. */
  public static boolean isUnfinished(String reply) {
    int start = 0;
    while (start < reply.length() && Character.isWhitespace(reply.charAt(start))) {
      start++;
    }
    int from = start;
    return end(reply) == 0 && OPENING_MARKS.stream().anyMatch(mark -> reply.startsWith(mark, from));
  }

  /** The place after the last closing mark, or 0 where there is none. */
  private static int end(String reply) {
    int end = 0;
    for (String mark : CLOSING_MARKS) {
      int at = reply.lastIndexOf(mark);
      end = Math.max(end, at < 0 ? 0 : at + mark.length());
    }
    return end;
  }
}
