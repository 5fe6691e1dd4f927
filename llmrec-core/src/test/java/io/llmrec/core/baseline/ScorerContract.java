package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.RecallerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.UserContext;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ItemScorer} promises, also as a recaller and as a ranker. */
interface ScorerContract extends RecallerContract, RankerContract {

  ItemScorer scorer();

  @Override
  default Recaller recaller() {
    return scorer().recaller(10);
  }

  @Override
  default Ranker ranker() {
    return scorer().ranker();
  }

  @Test
  @Override
  default void repeatsItselfOnSeveralThreads() throws Exception {
    RecallerContract.super.repeatsItselfOnSeveralThreads();
    RankerContract.super.repeatsItselfOnSeveralThreads();
  }

  @Test
  default void findsSomethingForTheSampleUser() {
    assertEquals(10, recaller().recall(Samples.context()).size());
  }

  @Test
  default void scoresUnknownItemsZero() {
    double[] scores = scorer().score(Samples.user(), List.of("item-1", "nobody-knows", "item-2"));
    assertEquals(0.0, scores[1]);
  }

  @Test
  default void scoresNoItemsForNoIds() {
    assertEquals(0, scorer().score(Samples.user(), List.of()).length);
  }

  @Test
  default void scoresAnItemAskedTwiceTheSame() {
    double[] scores = scorer().score(Samples.user(), Collections.nCopies(2, "item-9"));
    assertEquals(scores[0], scores[1]);
  }

  @Test
  default void looksAtTheHistoryAndNotAtTheUsersId() {
    List<String> ids = List.of("item-1", "item-5", "item-9");
    UserContext renamed = UserContext.of("somebody else", Samples.user().history());
    assertArrayEquals(scorer().score(Samples.user(), ids), scorer().score(renamed, ids));
  }
}
