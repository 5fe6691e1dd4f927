package io.llmrec.examples.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.prompt.enrich.TitleCleaner;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TitleCleaningScoresTest {

  private static TitleCleaningScores scores;

  @BeforeAll
  static void read() {
    scores = TitleCleaningScores.read(SharedFolder.with("zh_title_ner"));
  }

  @ParameterizedTest
  @EnumSource(TitleLie.class)
  void everyPlantedLieIsCaught(TitleLie lie) {
    TitleCleaningScores.Lied lied = scores.lie(lie);

    assertEquals(List.of(), lied.missed());
    assertTrue(lied.planted() >= 90, "only " + lied.planted() + " planted");
  }

  @Test
  void wordsThatMatterSurviveInAcceptedRewrites() {
    TitleCleaningScores.Honest honest = scores.honest(TitleCleaner.of(RuleTitleModel.honest()));

    assertEquals(1000, honest.titles());
    assertTrue(honest.accepted() > 900, "accepted " + honest.accepted());
    assertTrue(honest.survival() >= 0.99, "survived " + honest.survival());
  }

  @Test
  void acceptedRewritesAreMoreFluentThanTheirTitles() {
    TitleCleaningScores.Honest honest = scores.honest(scores.cleanModel());

    assertTrue(honest.accepted() > 400, "accepted " + honest.accepted());
    assertTrue(honest.survival() >= 0.99, "survived " + honest.survival());
    assertTrue(honest.perplexities().after() < honest.perplexities().before());
    assertEquals(honest.accepted(), honest.perplexities().titles());
  }

  @Test
  void advertisingAndRepetitionGoAndTheBrandComesFirst() {
    assertEquals("小米 耳机 无线", RuleTitleModel.rewrite("【转卖】耳机,包邮,小米,无线，耳机！", "小米"));
  }
}
