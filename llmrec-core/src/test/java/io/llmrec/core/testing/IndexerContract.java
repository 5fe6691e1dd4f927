package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Indexer} and the indexes it makes promise. */
public interface IndexerContract {

  /** The indexer under test. */
  Indexer indexer();

  /** How many vectors to try it with. */
  default int size() {
    return 300;
  }

  private VectorTable table() {
    SplittableRandom random = new SplittableRandom(11);
    List<String> ids = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      ids.add("v" + i);
      vectors.add(Samples.randomEmbedding(random, 24));
    }
    return VectorTable.of(ids, vectors);
  }

  /** Each vector is its own nearest; an approximate index may miss one in a hundred. */
  @Test
  default void findsAVectorByItself(@TempDir Path folder) {
    VectorTable table = table();
    int missed = 0;
    try (VectorIndex index = indexer().index(table, folder)) {
      for (int row = 0; row < table.size(); row++) {
        Hit best = index.search(List.of(table.embedding(row)), 3, id -> true).get(0).get(0);
        if (best.itemId().equals(table.id(row))) {
          assertEquals(1, best.score(), 1e-3);
        } else {
          missed++;
        }
      }
    }
    assertTrue(missed <= table.size() / 100, missed + " of " + table.size() + " missed");
  }

  /** Hits come best first, none twice, no more than asked for, all admitted. */
  @Test
  default void ordersAndFiltersHits(@TempDir Path folder) {
    VectorTable table = table();
    try (VectorIndex index = indexer().index(table, folder)) {
      List<Hit> hits = index.search(List.of(table.embedding(0)), 20, id -> id.endsWith("5")).get(0);
      assertEquals(20, hits.size());
      assertEquals(20, new HashSet<>(hits.stream().map(Hit::itemId).toList()).size());
      assertTrue(hits.stream().allMatch(hit -> hit.itemId().endsWith("5")));
      for (int i = 1; i < hits.size(); i++) {
        assertTrue(hits.get(i - 1).score() >= hits.get(i).score());
      }
    }
  }

  /** One list per query, in the order given; none for none. */
  @Test
  default void answersABatchInOrder(@TempDir Path folder) {
    VectorTable table = table();
    try (VectorIndex index = indexer().index(table, folder)) {
      assertEquals(List.of(), index.search(List.of(), 5, id -> true));
      List<List<Hit>> lists =
          index.search(List.of(table.embedding(4), table.embedding(9)), 1, id -> true);
      assertEquals(List.of("v4", "v9"), lists.stream().map(list -> list.get(0).itemId()).toList());
    }
  }

  /** A limit above the size gives all that is admitted. */
  @Test
  default void givesAllWhenAskedForMore(@TempDir Path folder) {
    VectorTable table = table();
    try (VectorIndex index = indexer().index(table, folder)) {
      assertEquals(
          table.size(),
          index.search(List.of(table.embedding(0)), table.size() * 2, id -> true).get(0).size());
      assertEquals(
          1, index.search(List.of(table.embedding(0)), 10, id -> id.equals("v8")).get(0).size());
      assertEquals(0, index.search(List.of(table.embedding(0)), 10, id -> false).get(0).size());
    }
  }

  /** What was built is opened again and gives the same. */
  @Test
  default void givesTheSameAfterReopening(@TempDir Path folder) {
    VectorTable table = table();
    List<List<Hit>> before;
    try (VectorIndex index = indexer().index(table, folder)) {
      before = index.search(List.of(table.embedding(3)), 10, id -> true);
    }
    try (VectorIndex index = indexer().index(table, folder)) {
      assertEquals(before, index.search(List.of(table.embedding(3)), 10, id -> true));
    }
  }

  /** Misuse is refused. */
  @Test
  default void refusesBadQueriesAndUseAfterClose(@TempDir Path folder) {
    VectorTable table = table();
    VectorIndex index = indexer().index(table, folder);
    List<Embedding> query = List.of(table.embedding(0));
    List<Embedding> shorter = List.of(Embedding.of(new float[] {1, 0}));
    assertThrows(IllegalArgumentException.class, () -> index.search(query, 0, id -> true));
    assertThrows(IllegalArgumentException.class, () -> index.search(shorter, 5, id -> true));
    index.close();
    assertThrows(IllegalStateException.class, () -> index.search(query, 5, id -> true));
  }

  /** Several threads get what one gets. */
  @Test
  default void givesTheSameHitsToSeveralThreads(@TempDir Path folder) throws Exception {
    VectorTable table = table();
    try (VectorIndex index = indexer().index(table, folder)) {
      List<Embedding> queries = List.of(table.embedding(1), table.embedding(2));
      List<List<Hit>> expected = index.search(queries, 10, id -> true);
      for (List<List<Hit>> lists : Together.call(() -> index.search(queries, 10, id -> true))) {
        assertEquals(expected, lists);
      }
    }
  }
}
