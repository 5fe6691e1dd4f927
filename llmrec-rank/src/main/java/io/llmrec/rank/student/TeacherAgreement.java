package io.llmrec.rank.student;

import io.llmrec.core.eval.OrderAgreement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How much a student's orders agree with its teacher's, on average over rankings.
 *
 * @param kendallTau 1 for the same orders, 0 for unrelated ones, -1 for the reverse
 * @param topOverlap the share of the teacher's first k that are among the student's first k
 * @param k how many places {@code topOverlap} looks at
 * @param rankings how many were compared
 */
public record TeacherAgreement(double kendallTau, double topOverlap, int k, int rankings) {

  /**
   * Compares orders of the same items, pair by pair; NaN for no pairs.
   *
   * @param k at least 1
   */
  public static TeacherAgreement of(List<List<String>> teacher, List<List<String>> student, int k) {
    if (teacher.size() != student.size() || k < 1) {
      throw new IllegalArgumentException(
          "orders must be equally many and k at least 1, were %d, %d and %d"
              .formatted(teacher.size(), student.size(), k));
    }
    double tau = 0;
    double overlap = 0;
    for (int i = 0; i < teacher.size(); i++) {
      tau += OrderAgreement.kendallTau(teacher.get(i), student.get(i));
      overlap += overlap(teacher.get(i), student.get(i), k);
    }
    return new TeacherAgreement(tau / teacher.size(), overlap / teacher.size(), k, teacher.size());
  }

  private static double overlap(List<String> teacher, List<String> student, int k) {
    int places = Math.min(k, teacher.size());
    Set<String> common = new HashSet<>(teacher.subList(0, places));
    common.retainAll(student.subList(0, places));
    return (double) common.size() / places;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Kendall tau %.3f, overlap of the first %d %.3f, %d rankings",
        kendallTau,
        k,
        topOverlap,
        rankings);
  }
}
