package io.llmrec.examples.enrich;

import io.llmrec.core.eval.Split;
import io.llmrec.core.eval.Splits;
import io.llmrec.core.eval.ToldGuard;
import io.llmrec.examples.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads what four language models wrote about films, viewers, courses, books and readers as
 * enrichments, and prints how many there are, how many their descriptions state, and what is wrong
 * with them.
 *
 * <p>{@code RecordedEnrichments <folder>}; the folder holds {@code data/ml1m_full}, {@code
 * data/mooc_zh} and {@code data/goodreads_once}.
 */
public final class RecordedEnrichments {

  private RecordedEnrichments() {}

  /** Runs it. */
  public static void main(String[] args) {
    String folder = args.length > 0 ? args[0] : System.getProperty("llmrec.shared", "");
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("give the folder that holds data/ as the first argument");
    }
    run(Path.of(folder), Console.out());
  }

  private static void run(Path folder, PrintStream out) {
    Recordings recordings = new Recordings(folder);
    GearSplit gear = GearSplit.read(recordings);
    out.println("| recording | model | stated | read | kept | not kept | remarked |");
    out.println("|---|---|---|---|---|---|---|");
    for (RecordedSet set : load(recordings, gear)) {
      out.println(set.row());
    }
    out.println();
    guard(gear, gear.split(), "the split they were made under", out);
    guard(gear, Splits.leaveLastOut(gear.all()), "leave-last-out", out);
    guard(gear, Splits.globalTime(gear.all(), 0.1, 0.1), "a split by time", out);
  }

  static List<RecordedSet> load(Recordings recordings, GearSplit gear) {
    List<RecordedSet> sets = new ArrayList<>(recordings.films());
    sets.add(recordings.filmViewers(gear.lastTold()));
    sets.add(recordings.courses());
    sets.add(recordings.books());
    sets.add(recordings.readers());
    sets.add(recordings.madeUpBooks(1));
    sets.add(recordings.madeUpBooks(2));
    return sets;
  }

  private static void guard(GearSplit gear, Split split, String name, PrintStream out) {
    try {
      ToldGuard.require("viewer profiles", gear.split().train(), split);
      out.println("- " + name + ": admitted");
    } catch (IllegalArgumentException e) {
      out.println("- " + name + ": refused: " + e.getMessage());
    }
  }
}
