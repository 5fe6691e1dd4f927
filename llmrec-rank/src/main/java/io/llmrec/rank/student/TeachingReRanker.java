package io.llmrec.rank.student;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.rank.student.TeacherRanking.ScoredId;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * A re-ranker whose answers are passed on to a student's sink.
 *
 * <p>Changes nothing. An order is passed on when the stage did not report itself degraded, so that
 * no student learns the incoming order for the teacher's. A sink that fails costs the request
 * nothing and is counted as {@code unlogged} in the trace; a ranking passed on is counted as {@code
 * taught}. As safe for use by several threads as the teacher.
 */
public final class TeachingReRanker implements ReRanker {

  private final ReRanker teacher;
  private final RankingSink sink;

  /** A teacher, and where its rankings go. */
  public TeachingReRanker(ReRanker teacher, RankingSink sink) {
    this.teacher = teacher;
    this.sink = sink;
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    List<Candidate> order = teacher.rerank(context, candidates);
    if (context.degradation() == null && isPermutation(candidates, order)) {
      try {
        sink.add(ranking(context, candidates, order));
        context.count("taught", 1);
      } catch (UncheckedIOException | IllegalStateException e) {
        context.count("unlogged", 1);
      }
    }
    return order;
  }

  private static boolean isPermutation(List<Candidate> candidates, List<Candidate> order) {
    return candidates.size() >= 2
        && candidates.size() <= TeacherRanking.MAX_CANDIDATES
        && order.size() == candidates.size()
        && new HashSet<>(order.stream().map(Candidate::id).toList())
            .equals(new HashSet<>(candidates.stream().map(Candidate::id).toList()));
  }

  private static TeacherRanking ranking(
      StageContext context, List<Candidate> candidates, List<Candidate> order) {
    List<String> history =
        new ArrayList<>(context.request().user().recentItems(TeacherRanking.MAX_HISTORY));
    Collections.reverse(history);
    return new TeacherRanking(
        context.request().id(),
        context.request().time(),
        history,
        candidates.stream().map(one -> new ScoredId(one.id(), one.score())).toList(),
        order.stream().map(Candidate::id).toList());
  }

  @Override
  public String toString() {
    return "TeachingReRanker[" + teacher + "]";
  }
}
