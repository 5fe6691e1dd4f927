package io.llmrec.core.recall;

import io.llmrec.core.recall.Fusion.Recalled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all kinds of fusion share. */
final class Fusing {

  /** As many reasons as one recaller gives. */
  private static final int REASONS = 2;

  private Fusing() {}

  /** What a place in a list is worth; ranks count from 1. */
  @FunctionalInterface
  interface Worth {
    double of(Recalled list, int rank);
  }

  private static final class Sum {
    private final Candidate first;
    private double score;
    private final Set<String> because = new LinkedHashSet<>();
    private final List<RecallSource> sources = new ArrayList<>();

    Sum(Candidate first) {
      this.first = first;
    }

    Candidate candidate() {
      List<String> reasons = because.stream().limit(REASONS).toList();
      return new Candidate(first.item(), score, reasons, sources);
    }
  }

  static List<Candidate> fuse(List<Recalled> lists, Worth worth) {
    Map<String, Sum> sums = new HashMap<>();
    for (Recalled list : lists) {
      for (int i = 0; i < list.candidates().size(); i++) {
        Candidate candidate = list.candidates().get(i);
        Sum sum = sums.computeIfAbsent(candidate.id(), id -> new Sum(candidate));
        sum.score += worth.of(list, i + 1);
        sum.because.addAll(candidate.because());
        sum.sources.addAll(candidate.sources());
        sum.sources.add(new RecallSource(list.recaller(), i + 1, candidate.score()));
      }
    }
    return sums.values().stream().map(Sum::candidate).sorted(Votes.BEST_FIRST).toList();
  }
}
