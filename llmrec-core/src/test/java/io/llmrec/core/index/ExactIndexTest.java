package io.llmrec.core.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.testing.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The exact index against a sort of everything. */
class ExactIndexTest {

  private static VectorIndex index(VectorTable table) {
    return Indexer.exact().index(table, Path.of("unused"));
  }

  private static VectorTable random(int size, int dimension) {
    SplittableRandom random = new SplittableRandom(size * 31L + dimension);
    List<String> ids = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids.add("v" + i);
      vectors.add(Samples.randomEmbedding(random, dimension));
    }
    return VectorTable.of(ids, vectors);
  }

  @Test
  void findsWhatASortFinds() {
    for (int dimension : new int[] {1, 7, 8, 9, 64}) {
      VectorTable table = random(150, dimension);
      Embedding query = Samples.randomEmbedding(new SplittableRandom(99), dimension);
      List<String> sorted =
          IntStream.range(0, table.size())
              .boxed()
              .sorted(
                  Comparator.comparingDouble((Integer row) -> -table.embedding(row).dot(query))
                      .thenComparing(table::id))
              .map(table::id)
              .limit(12)
              .toList();

      List<Hit> hits = index(table).search(List.of(query), 12, id -> true).get(0);

      assertEquals(sorted, hits.stream().map(Hit::itemId).toList());
    }
  }

  /** More rows than a tile has, and a last tile that is not full. */
  @Test
  void givesTheScoresOfOnePairAtATimeToTheBit() {
    for (int dimension : new int[] {1, 8, 13, 32, 45}) {
      VectorTable table = random(VectorTiles.TILE_ROWS + 37, dimension);
      List<Embedding> queries = List.of(table.embedding(3), table.embedding(280));

      List<List<Hit>> found = index(table).search(queries, 2000, id -> true);

      for (int query = 0; query < queries.size(); query++) {
        assertEquals(table.size(), found.get(query).size());
        for (Hit hit : found.get(query)) {
          float expected = queries.get(query).dot(table.embedding(table.row(hit.itemId())));
          assertEquals(expected, hit.score());
        }
      }
    }
  }

  @Test
  void refusesRowsOfAnotherDimension() {
    assertEquals(
        "vector must be of dimension 3, was 2",
        assertThrows(IllegalArgumentException.class, () -> new VectorTiles(3).append(new float[2]))
            .getMessage());
    assertEquals(
        "dimension must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> new VectorTiles(0)).getMessage());
  }

  @Test
  void ordersEqualScoresById() {
    Embedding same = Embedding.of(new float[] {1, 1});
    VectorTable table =
        VectorTable.of(List.of("c", "a", "d", "b"), List.of(same, same, same, same));

    List<Hit> hits = index(table).search(List.of(same), 3, id -> true).get(0);

    assertEquals(List.of("a", "b", "c"), hits.stream().map(Hit::itemId).toList());
  }

  @Test
  void findsThoseAdmittedHoweverFarAway() {
    VectorTable table = random(500, 8);

    List<Hit> hits = index(table).search(List.of(table.embedding(0)), 2, "v499"::equals).get(0);

    assertEquals(List.of("v499"), hits.stream().map(Hit::itemId).toList());
  }

  @Test
  void refusesWhatItCannotSearch() {
    VectorIndex index = index(random(3, 4));
    List<Embedding> other = List.of(Embedding.of(new float[] {1}));

    assertEquals(
        "query must be of dimension 4 like the index, was 1",
        assertThrows(IllegalArgumentException.class, () -> index.search(other, 1, id -> true))
            .getMessage());
    assertEquals(
        "limit must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> index.search(other, 0, id -> true))
            .getMessage());
    index.close();
    assertEquals(
        "the index is closed",
        assertThrows(IllegalStateException.class, () -> index.search(other, 1, id -> true))
            .getMessage());
  }

  @Test
  void refusesAHitWithoutScore() {
    assertEquals(
        "score of item 'a' must be finite, was NaN",
        assertThrows(IllegalArgumentException.class, () -> new Hit("a", Float.NaN)).getMessage());
  }
}
