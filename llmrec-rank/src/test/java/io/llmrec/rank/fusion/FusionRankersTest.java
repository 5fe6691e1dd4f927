package io.llmrec.rank.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.core.testing.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FusionRankersTest {

  private static final Ranker SCORES =
      (context, candidates) -> candidates.stream().mapToDouble(Candidate::score).toArray();
  private static final Ranker LENGTHS =
      (context, candidates) ->
          candidates.stream().mapToDouble(c -> c.item().title().length()).toArray();
  private static final ReRanker REVERSE =
      (context, candidates) -> {
        List<Candidate> reversed = new ArrayList<>(candidates);
        Collections.reverse(reversed);
        return reversed;
      };

  @Nested
  class Rankers implements RankerContract {

    @Override
    public Ranker ranker() {
      return new FusionRanker(SCORES, LENGTHS, new ScoreFusion(0, 0.1, 0, 1));
    }

    @Test
    void withoutAReplyTheBaseStands() {
      Ranker down =
          (context, candidates) -> {
            throw LlmException.retryable("server is down", null);
          };
      StageContext context = Samples.context();

      double[] scores =
          new FusionRanker(SCORES, down, ScoreFusion.constant(0.5)).score(context, candidates());

      assertArrayEquals(SCORES.score(context, candidates()), scores);
      assertEquals(
          "fusion: the base alone, the model gave no reply: server is down", context.degradation());
    }

    @Test
    void theModelIsNotAskedWhereItCountsNothing() {
      Ranker never =
          (context, candidates) -> {
            throw new AssertionError("asked");
          };

      double[] scores =
          new FusionRanker(SCORES, never, ScoreFusion.keepBase())
              .score(Samples.context(), candidates());

      assertArrayEquals(SCORES.score(Samples.context(), candidates()), scores);
    }
  }

  @Nested
  class ReRankers implements ReRankerContract {

    @Override
    public ReRanker reRanker() {
      return new FusionReRanker(REVERSE, ScoreFusion.constant(0.4));
    }

    @Test
    void theWeightDecidesBetweenTheOrders() {
      StageContext context = Samples.context();

      assertEquals(REVERSE.rerank(context, candidates()), order(0.4, candidates()));
      assertEquals(candidates(), order(0.6, candidates()));
      assertEquals(candidates(), order(1, candidates()));
    }

    @Test
    void anOrderAgainstTheScoresIsTheBase() {
      List<Candidate> reversed = REVERSE.rerank(Samples.context(), candidates());

      assertEquals(reversed, order(0.6, reversed));
    }

    @Test
    void anInnerFailureLeavesTheOrder() {
      ReRanker failing =
          (context, candidates) -> {
            context.degrade("listwise: the model gave no reply");
            return candidates;
          };
      StageContext context = Samples.context();

      List<Candidate> order =
          new FusionReRanker(failing, ScoreFusion.constant(0.1)).rerank(context, candidates());

      assertEquals(candidates(), order);
      assertEquals("listwise: the model gave no reply", context.degradation());
    }

    private List<Candidate> order(double weight, List<Candidate> given) {
      StageContext context = Samples.context();
      List<Candidate> order =
          new FusionReRanker(REVERSE, ScoreFusion.constant(weight)).rerank(context, given);
      assertNull(context.degradation());
      return order;
    }
  }
}
