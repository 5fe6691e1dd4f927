/**
 * A small model that learns to rank like a large one: a {@link
 * io.llmrec.rank.student.TeachingReRanker} passes on what a language model's re-ranker answers, a
 * {@link io.llmrec.rank.student.TeacherLog} or {@link io.llmrec.rank.student.RankingReservoir}
 * keeps it, {@link io.llmrec.rank.student.StudentTrainer} learns from it, and a {@link
 * io.llmrec.rank.student.StudentRanker} serves it in plain Java, for the requests that cannot wait
 * for the teacher or cannot pay it.
 */
@NullMarked
package io.llmrec.rank.student;

import org.jspecify.annotations.NullMarked;
