package io.llmrec.examples.chat;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import io.llmrec.examples.Console;
import io.llmrec.examples.chat.DialogueFilms.Verdict;
import io.llmrec.examples.chat.DialogueScores.Case;
import io.llmrec.examples.chat.DialogueScores.Repeats;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads what GPT-4, GPT-3.5, Vicuna and Baize recommended in recorded dialogues about films, finds
 * the titles in the dialogues' catalog, and prints how much of it could be recommended, what it hit
 * and what it cost; beside it what the recording's own evaluation makes of the same replies, with
 * the differences counted.
 *
 * <p>{@code RecordedDialogues <folder>}; the folder holds {@code data/crs_inspired}.
 */
public final class RecordedDialogues {

  /** What was recorded: a model, and what of the dialogue its prompts show. */
  static final List<String> RECORDINGS =
      List.of(
          "gpt-4.general",
          "gpt-4.p2",
          "gpt-4.p3",
          "gpt-4.p4",
          "gpt-3.5-turbo.general",
          "gpt-3.5-turbo.p2",
          "gpt-3.5-turbo.p3",
          "gpt-3.5-turbo.p4",
          "vicuna.general",
          "vicuna.p2",
          "vicuna.p3",
          "vicuna.p4",
          "baize.general");

  private static final int ROUNDS = 2_000;

  private RecordedDialogues() {}

  /** Runs it. */
  public static void main(String[] args) {
    String folder = args.length > 0 ? args[0] : System.getProperty("llmrec.shared", "");
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    print(read(Path.of(folder)), Console.out());
  }

  /** The scores of all recordings by name. */
  static Map<String, DialogueScores> read(Path shared) {
    DialogueRecordings recordings = new DialogueRecordings(shared);
    Map<String, DialogueScores> all = new LinkedHashMap<>();
    for (String name : RECORDINGS) {
      all.put(name, new DialogueScores(recordings.films(), recordings.replies(name)));
    }
    return all;
  }

  private static void print(Map<String, DialogueScores> all, PrintStream out) {
    out.println("Titles, of all replies of a recording:");
    out.println();
    out.println(
        "| recording | replies | titles | same | several films | near | known elsewhere | unknown"
            + " | not usable | named twice | mentioned before | numbered | cut off |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    all.forEach((name, scores) -> out.println(titles(name, scores)));
    out.println();
    out.printf(
        "Hits at %s of %d recommended films, ours | theirs with at most %d edits | theirs with"
            + " any%n",
        DialogueScores.LENGTHS, first(all).cases().size(), DialogueScores.EDITS);
    for (Repeats repeats : Repeats.values()) {
      out.println();
      out.println(
          "| repeats " + lower(repeats) + " | ours | theirs | theirs, any | ours at 20, % |");
      out.println("|---|---|---|---|---|");
      all.forEach((name, scores) -> out.println(hits(name, scores, repeats)));
    }
    out.println();
    out.println("Cases of all recordings in lists of 20 without repeats:");
    out.println();
    differences(all).forEach((why, count) -> out.printf("%6d  %s%n", count, why.text()));
    out.printf(
        "Near titles, if they were taken, would make hits of %d further cases.%n",
        all.values().stream().mapToInt(DialogueScores::nearHits).sum());
    out.println();
    out.println("| recording | tokens in | out | a usable title | out for titles not usable, % |");
    out.println("|---|---|---|---|---|");
    all.forEach((name, scores) -> out.println(cost(name, scores)));
  }

  private static DialogueScores first(Map<String, DialogueScores> all) {
    return all.values().iterator().next();
  }

  private static String titles(String name, DialogueScores scores) {
    double titles = Math.max(1, scores.titles());
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d | %d | %.1f%% | %d | %d | %d | %d |",
        name,
        scores.replies(),
        scores.titles(),
        scores.count(Verdict.SAME),
        scores.count(Verdict.SEVERAL),
        scores.count(Verdict.NEAR),
        scores.count(Verdict.ELSEWHERE),
        scores.count(Verdict.UNKNOWN),
        100 * scores.unusable() / titles,
        scores.duplicates(),
        scores.repeats(),
        scores.count(TitleList.Form.NUMBERED),
        scores.cutOff());
  }

  private static String hits(String name, DialogueScores scores, Repeats repeats) {
    int longest = DialogueScores.LENGTHS.get(DialogueScores.LENGTHS.size() - 1);
    double[] hit =
        scores.cases().stream()
            .mapToDouble(one -> scores.ours(one.reply(), repeats).contains(one.film()) ? 1 : 0)
            .toArray();
    Interval interval = Bootstrap.mean(hit, ROUNDS, 1);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.1f (%.1f to %.1f) |",
        name,
        row(length -> scores.ourHits(length, repeats)),
        row(length -> scores.theirHits(length, DialogueScores.EDITS, repeats)),
        row(length -> scores.theirHits(length, Integer.MAX_VALUE, repeats)),
        100.0 * scores.ourHits(longest, repeats) / scores.cases().size(),
        100 * interval.low(),
        100 * interval.high());
  }

  private static String row(IntUnaryOperator hits) {
    return DialogueScores.LENGTHS.stream()
        .map(length -> String.valueOf(hits.applyAsInt(length)))
        .collect(Collectors.joining(" "));
  }

  /** Of all recordings. */
  static Map<Difference, Integer> differences(Map<String, DialogueScores> all) {
    Map<Difference, Integer> counts = new EnumMap<>(Difference.class);
    all.forEach(
        (name, scores) -> {
          for (Case one : scores.cases()) {
            counts.merge(scores.difference(one), 1, Integer::sum);
          }
        });
    return counts;
  }

  private static String cost(String name, DialogueScores scores) {
    if (scores.inputTokens() == 0) {
      return "| " + name + " | not told | not told | - | - |";
    }
    double usable = Math.max(1, scores.titles() - scores.unusable());
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %.0f | %.0f |",
        name,
        scores.inputTokens(),
        scores.outputTokens(),
        (scores.inputTokens() + scores.outputTokens()) / usable,
        100.0 * scores.unusable() / Math.max(1, scores.titles()));
  }

  private static String lower(Repeats repeats) {
    return repeats.name().toLowerCase(Locale.ROOT);
  }
}
