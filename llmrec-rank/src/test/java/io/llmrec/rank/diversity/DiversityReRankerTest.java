package io.llmrec.rank.diversity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiversityReRankerTest {

  private static List<Candidate> candidates(double... scores) {
    return IntStream.range(0, scores.length)
        .mapToObj(i -> Candidate.of(Item.of("c" + i, "Item " + i), scores[i]))
        .toList();
  }

  /** A context in which item c0 has the first vector, c1 the second and so on. */
  private static StageContext context(float[]... vectors) {
    List<String> ids = IntStream.range(0, vectors.length).mapToObj(i -> "c" + i).toList();
    return context(ids, List.of(vectors));
  }

  private static StageContext context(List<String> ids, List<float[]> vectors) {
    VectorTable table = VectorTable.of(ids, vectors.stream().map(Embedding::of).toList());
    Catalog catalog = Catalog.of(ids.stream().map(id -> Item.of(id, "Item " + id)).toList());
    return StageContext.of(
        RecommendationRequest.forUser(UserContext.cold("u")).id("r").build(),
        new PreparedCatalog(catalog, table, Indexer.exact().index(table, Path.of("."))));
  }

  private static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }

  @Test
  void anItemLikeOneAlreadyPlacedMovesBack() {
    StageContext context =
        context(new float[] {1, 0, 0}, new float[] {1, 0.1f, 0}, new float[] {0, 1, 0});

    List<Candidate> order = DiversityReRanker.mmr(0.5).rerank(context, candidates(1, 0.9, 0.6));

    assertEquals(List.of("c0", "c2", "c1"), ids(order));
    assertEquals(Map.of(), context.counts());
    assertNull(context.degradation());
  }

  @Test
  void lambdaOneKeepsTheIncomingOrder() {
    StageContext context = context(new float[] {1}, new float[] {1}, new float[] {1});

    assertEquals(
        List.of("c0", "c1", "c2"),
        ids(DiversityReRanker.mmr(1).rerank(context, candidates(1, 5, 3))));
  }

  @Test
  void anOrderAgainstTheScoresIsTheRelevance() {
    // The scores would let c0 be picked first only by lambda; a model has put c0 in front.
    StageContext context =
        context(new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1});

    List<Candidate> order = DiversityReRanker.mmr(0.5).rerank(context, candidates(1, 9, 5));

    assertEquals(List.of("c0", "c1", "c2"), ids(order));
  }

  @Test
  void anItemWithoutAVectorIsFarFromAll() {
    StageContext context =
        context(List.of("c0", "c1"), List.of(new float[] {1, 0}, new float[] {1, 0.2f}));

    List<Candidate> order = DiversityReRanker.mmr(0.5).rerank(context, candidates(1, 0.9, 0.5));

    assertEquals(List.of("c0", "c2", "c1"), ids(order));
    assertEquals(Map.of("unembedded", 1L), context.counts());
  }

  @Test
  void withoutAnyVectorTheIncomingOrderStaysAndSaysSo() {
    StageContext context = context(List.of("other"), List.of(new float[] {1}));

    List<Candidate> order = DiversityReRanker.mmr(0.5).rerank(context, candidates(1, 2));

    assertEquals(List.of("c0", "c1"), ids(order));
    assertEquals("mmr: none of 2 candidates has a vector", context.degradation());
  }

  @Test
  void fewerThanTwoCandidatesStay() {
    StageContext context = context(List.of("other"), List.of(new float[] {1}));
    ReRanker mmr = DiversityReRanker.mmr(0.5);

    assertEquals(List.of(), mmr.rerank(context, List.of()));
    assertEquals(List.of("c0"), ids(mmr.rerank(context, candidates(1))));
    assertNull(context.degradation());
  }

  @Test
  void theResultIsAPermutationForEveryDimension() {
    Random random = new Random(3);
    for (int dimension = 1; dimension < 20; dimension++) {
      int count = 2 + random.nextInt(20);
      List<float[]> vectors = vectors(count, dimension, random);
      List<String> ids = new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "c" + i).toList());
      Collections.shuffle(ids, random);
      List<Candidate> given = candidates(random.doubles(count).toArray());

      List<Candidate> order = DiversityReRanker.mmr(0.3).rerank(context(ids, vectors), given);

      assertEquals(count, order.size());
      assertEquals(new HashSet<>(given), new HashSet<>(order));
    }
  }

  @Test
  void similaritiesAreTheCosines() {
    Random random = new Random(4);
    List<float[]> vectors = vectors(9, 7, random);
    List<Embedding> embeddings = vectors.stream().map(Embedding::of).toList();
    StageContext context = context(vectors.toArray(float[][]::new));

    float[] row = new float[9];
    new GatheredVectors(context.prepared().vectors(), candidates(new double[9])).of(5, row);

    for (int i = 0; i < 9; i++) {
      assertEquals(embeddings.get(5).dot(embeddings.get(i)), row[i], 1e-6f);
    }
  }

  private static List<float[]> vectors(int count, int dimension, Random random) {
    return IntStream.range(0, count).mapToObj(i -> vector(dimension, random)).toList();
  }

  private static float[] vector(int dimension, Random random) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** The limit is many times what it takes, for slow machines. */
  @Test
  void twoHundredCandidatesTakeMilliseconds() {
    Random random = new Random(5);
    StageContext context = context(vectors(200, 384, random).toArray(float[][]::new));
    List<Candidate> given = candidates(random.doubles(200).toArray());
    ReRanker mmr = DiversityReRanker.mmr(0.7);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 300; i++) {
      long start = System.nanoTime();
      assertEquals(200, mmr.rerank(context, given).size());
      best = Math.min(best, System.nanoTime() - start);
    }

    System.out.printf("mmr, 200 candidates of 384 dimensions: %d us%n", best / 1000);
    assertTrue(best < 20_000_000, "took " + best + " ns");
  }

  @Test
  void onlyTheFirstPlacesAreDiversified() {
    StageContext context =
        context(
            new float[] {1, 0, 0},
            new float[] {1, 0, 0},
            new float[] {1, 0, 0},
            new float[] {0, 1, 0});

    assertEquals(
        List.of("c0", "c3", "c1", "c2"),
        ids(DiversityReRanker.mmr(0.5, 2).rerank(context, candidates(1, 0.9, 0.8, 0.7))));
    assertEquals(
        List.of("c0", "c3", "c1", "c2"),
        ids(
            DiversityReRanker.dpp(DppOptions.DEFAULT.withTop(2))
                .rerank(context, candidates(1, 0.9, 0.8, 0.7))));
  }

  @Test
  void dppWithoutAnyVectorKeepsTheOrderAndSaysSo() {
    StageContext context = context(List.of("other"), List.of(new float[] {1}));

    List<Candidate> order = DiversityReRanker.dpp().rerank(context, candidates(1, 2));

    assertEquals(List.of("c0", "c1"), ids(order));
    assertEquals("dpp: none of 2 candidates has a vector", context.degradation());
  }

  @Test
  void dppOrdersCopiesByRelevanceAfterTheOthers() {
    float[] same = {1, 0, 0};
    StageContext context = context(same, same, same, new float[] {0, 1, 0});

    assertEquals(
        List.of("c0", "c3", "c1", "c2"),
        ids(DiversityReRanker.dpp().rerank(context, candidates(1, 0.9, 0.8, 0))));
  }

  @Test
  void optionsOutsideTheirRangesAreRefused() {
    assertEquals(
        "top must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> DiversityReRanker.mmr(0.5, 0))
            .getMessage());
    assertEquals(
        "theta must be 0 to 1, was NaN",
        assertThrows(IllegalArgumentException.class, () -> DppOptions.DEFAULT.withTheta(Double.NaN))
            .getMessage());
    assertEquals(
        "top and window must be at least 1, were 50 and 0",
        assertThrows(IllegalArgumentException.class, () -> DppOptions.DEFAULT.withWindow(0))
            .getMessage());
    assertEquals(
        "lambda must be 0 to 1, was 2.0",
        assertThrows(IllegalArgumentException.class, () -> CalibratedOptions.DEFAULT.withLambda(2))
            .getMessage());
    assertEquals(
        "top and maxHistory must be at least 1, were 0 and 100",
        assertThrows(IllegalArgumentException.class, () -> CalibratedOptions.DEFAULT.withTop(0))
            .getMessage());
  }

  @Test
  void lambdaOutsideNoughtToOneIsRefused() {
    for (double lambda : new double[] {-0.1, 1.1, Double.NaN}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> DiversityReRanker.mmr(lambda));
      assertEquals("lambda must be 0 to 1, was " + lambda, e.getMessage());
    }
  }
}
