package io.llmrec.core.rank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.WeightedEmbedding;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rankers over vectors. */
class VectorRankersTest {

  private static final Embedding X = Embedding.of(new float[] {1, 0});
  private static final Embedding Y = Embedding.of(new float[] {0, 1});
  private static final Embedding XY = Embedding.of(new float[] {0.6f, 0.8f});

  private static Ranker attention(double temperature) {
    return Ranker.attention(
        vectors -> MultiVectorUserEncoder.history(vectors, 50, 10), temperature);
  }

  @Nested
  class AttentionContract implements RankerContract {
    @Override
    public Ranker ranker() {
      return attention(0.2);
    }
  }

  @Nested
  class LateInteractionContract implements RankerContract {
    @Override
    public Ranker ranker() {
      return Ranker.lateInteraction(
          vectors -> MultiVectorUserEncoder.history(vectors, 50, 10),
          id -> List.of(Samples.prepared().vectors().embedding(0)));
    }
  }

  private static List<Candidate> candidates(String... ids) {
    return List.of(ids).stream().map(id -> Candidate.of(Item.of(id, id), 0)).toList();
  }

  /** With a temperature near 0 a candidate is compared with the closest of the history alone. */
  @Test
  void attentionLooksFromTheCandidate() {
    StageContext context = Samples.context();
    var vectors = context.prepared().vectors();
    Candidate one = Candidate.of(Samples.items().get(7), 0);
    double closest =
        List.of("item-0", "item-4", "item-8").stream()
            .mapToDouble(id -> vectors.embedding(vectors.row(id)).dot(vectors.embedding(7)))
            .max()
            .orElseThrow();

    assertArrayEquals(new double[] {closest}, attention(1e-4).score(context, List.of(one)), 1e-5);
  }

  @Test
  void anUnknownCandidateScoresNothing() {
    assertArrayEquals(
        new double[] {0}, attention(1).score(Samples.context(), candidates("not there")));
  }

  @Test
  void lateInteractionTakesTheBestPairOfEachVectorOfTheUser() {
    MultiVectorUserEncoder user =
        users -> List.of(List.of(new WeightedEmbedding(X, 3), new WeightedEmbedding(Y, 1)));
    Map<String, List<Embedding>> items =
        Map.of("both", List.of(X, Y), "one", List.of(XY), "none", List.of());
    Ranker ranker = Ranker.lateInteraction(vectors -> user, items::get);

    double[] scores = ranker.score(Samples.context(), candidates("both", "one", "none"));

    assertEquals(1, scores[0], 1e-6);
    assertEquals((3 * 0.6 + 0.8) / 4, scores[1], 1e-6);
    assertEquals(0, scores[2]);
  }

  @Test
  void lateInteractionSaysNothingOfAnUnknownUser() {
    Ranker ranker =
        Ranker.lateInteraction(vectors -> users -> List.of(List.of()), id -> List.of(X));

    assertArrayEquals(new double[] {0}, ranker.score(Samples.context(), candidates("any")));
  }
}
