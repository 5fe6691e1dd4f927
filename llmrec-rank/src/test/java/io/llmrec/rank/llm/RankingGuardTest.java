package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingGuardTest {

  @Test
  void dropsItemsTheModelInvents() {
    RankingGuard.Verdict verdict =
        RankingGuard.check(
            2, List.of(Mention.INVENTED, Mention.exact(7), Mention.exact(1), Mention.exact(0)));

    assertArrayEquals(new int[] {1, 0}, verdict.order());
    assertEquals(2, verdict.invented());
  }

  @Test
  void keepsTheFirstPlaceOfItemsTheModelRepeats() {
    RankingGuard.Verdict verdict =
        RankingGuard.check(2, List.of(Mention.exact(1), Mention.fuzzy(0), Mention.exact(1)));

    assertArrayEquals(new int[] {1, 0}, verdict.order());
    assertEquals(1, verdict.duplicate());
    assertEquals(1, verdict.fuzzy());
  }

  @Test
  void appendsItemsTheModelForgetsInTheIncomingOrder() {
    RankingGuard.Verdict verdict = RankingGuard.check(4, List.of(Mention.exact(2)));

    assertArrayEquals(new int[] {2, 0, 1, 3}, verdict.order());
    assertEquals(1, verdict.placed());
    assertEquals(3, verdict.missing());
  }

  @Test
  void noCandidatesGiveAnEmptyOrder() {
    assertArrayEquals(new int[0], RankingGuard.check(0, List.of(Mention.exact(0))).order());
  }
}
