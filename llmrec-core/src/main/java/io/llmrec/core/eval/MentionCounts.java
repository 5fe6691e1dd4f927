package io.llmrec.core.eval;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the items that a model was given and of those it answered with.
 *
 * @param placed given items that were answered
 * @param missing given items that were not
 * @param duplicate answers that named a given item again
 * @param invented answers that named no given item
 */
public record MentionCounts(long placed, long missing, long duplicate, long invented) {

  /** Nothing counted yet. */
  public static final MentionCounts NONE = new MentionCounts(0, 0, 0, 0);

  /** Checks the ranges. */
  public MentionCounts {
    Checks.atLeast("placed", placed, 0);
    Checks.atLeast("missing", missing, 0);
    Checks.atLeast("duplicate", duplicate, 0);
    Checks.atLeast("invented", invented, 0);
  }

  /** Compares an answer, before anything was repaired in it, with what was given. */
  public static MentionCounts of(List<String> given, List<String> answered) {
    Set<String> left = new HashSet<>(given);
    int all = left.size();
    Set<String> known = new HashSet<>(given);
    int duplicate = 0;
    int invented = 0;
    for (String id : answered) {
      if (!known.contains(id)) {
        invented++;
      } else if (!left.remove(id)) {
        duplicate++;
      }
    }
    return new MentionCounts(all - left.size(), left.size(), duplicate, invented);
  }

  /** The counts {@code placed}, {@code missing}, {@code duplicate}, {@code invented} of a trace. */
  static MentionCounts of(Map<String, Long> trace) {
    return new MentionCounts(
        trace.getOrDefault("placed", 0L),
        trace.getOrDefault("missing", 0L),
        trace.getOrDefault("duplicate", 0L),
        trace.getOrDefault("invented", 0L));
  }

  /** These and others together. */
  public MentionCounts plus(MentionCounts other) {
    return new MentionCounts(
        placed + other.placed,
        missing + other.missing,
        duplicate + other.duplicate,
        invented + other.invented);
  }

  /** Share of the answered items that were not given, 0 to 1; NaN when nothing was answered. */
  public double inventedRate() {
    return Stats.ratio(invented, placed + duplicate + invented);
  }

  /** Share of the answered items that are repeats, 0 to 1; NaN when nothing was answered. */
  public double duplicateRate() {
    return Stats.ratio(duplicate, placed + duplicate + invented);
  }

  /** Share of the given items that were not answered, 0 to 1; NaN when nothing was given. */
  public double missingRate() {
    return Stats.ratio(missing, placed + missing);
  }
}
