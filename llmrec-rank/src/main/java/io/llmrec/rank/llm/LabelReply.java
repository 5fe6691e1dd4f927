package io.llmrec.rank.llm;

import io.llmrec.prompt.Reasoning;
import java.util.List;

/** Reads a reply that should be one label. Never throws, for any text. */
final class LabelReply {

  /** How much of a bad reply a reason quotes. */
  static final int QUOTED_CHARS = 60;

  /** The answer is short; what comes later is not looked at. */
  private static final int MAX_CHARS = 4_096;

  private LabelReply() {}

  /**
   * The place of the label meant, or -1: the only one that the reply names, or the one it begins
   * with, or the one whose title it is.
   */
  static int read(String reply, Question question) {
    String answer = Reasoning.strip(reply);
    String text = Labels.normalise(answer.substring(0, Math.min(answer.length(), MAX_CHARS)));
    List<Integer> places =
        Labels.find(text).stream()
            .map(label -> question.labels().place(label))
            .filter(place -> place >= 0)
            .distinct()
            .toList();
    if (places.size() == 1) {
      return places.get(0);
    }
    if (places.isEmpty()) {
      Mention mention = new TitleMatcher(question.names()).match(text);
      return mention == null ? -1 : mention.place();
    }
    int first = places.get(0);
    return beginsWith(text, question.labels().label(first)) ? first : -1;
  }

  private static boolean beginsWith(String text, String label) {
    int start = 0;
    while (start < text.length() && !Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    return text.regionMatches(true, start, label, 0, label.length());
  }
}
