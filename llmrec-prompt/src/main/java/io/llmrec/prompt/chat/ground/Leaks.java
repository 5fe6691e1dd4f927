package io.llmrec.prompt.chat.ground;

import io.llmrec.prompt.chat.search.Words;
import io.llmrec.prompt.chat.search.Words.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Recognises texts that must not be repeated, such as the rules of a prompt, by runs of words.
 * Immutable and safe for use by several threads.
 */
public final class Leaks {

  private static final int RUN = 8;

  private final Set<String> runs = new HashSet<>();

  /** Knows the runs of {@value #RUN} words of some texts; of Chinese, characters. */
  public Leaks(List<String> secrets) {
    for (String secret : secrets) {
      runs.addAll(runs(secret));
    }
  }

  /** Whether a text repeats a run. */
  boolean repeats(String text) {
    return runs(text).stream().anyMatch(runs::contains);
  }

  private static Set<String> runs(String text) {
    List<String> words = Words.in(Words.plain(text)).stream().map(Word::text).toList();
    Set<String> found = new HashSet<>();
    for (int i = 0; i + RUN <= words.size(); i++) {
      found.add(String.join(" ", words.subList(i, i + RUN)));
    }
    return found;
  }
}
