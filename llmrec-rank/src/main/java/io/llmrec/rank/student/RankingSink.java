package io.llmrec.rank.student;

/** Where a teacher's rankings go. Safe for use by several threads. */
@FunctionalInterface
public interface RankingSink {

  /** Takes a ranking, or leaves it when there is no room. */
  void add(TeacherRanking ranking);
}
