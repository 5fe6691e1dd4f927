package io.llmrec.core.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.testing.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RecallReportTest {

  private static VectorTable table(int size) {
    SplittableRandom random = new SplittableRandom(5);
    List<String> ids = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids.add("v" + i);
      vectors.add(Samples.randomEmbedding(random, 16));
    }
    return VectorTable.of(ids, vectors);
  }

  private static VectorIndex exact(VectorTable table) {
    return Indexer.exact().index(table, Path.of("unused"));
  }

  @Test
  void findsNothingMissingInAnExactIndex() {
    VectorTable table = table(1500);

    assertEquals(
        new RecallReport(40, 10, 1, 1), RecallReport.measure(exact(table), table, 40, 10, 1));
    assertEquals(
        new RecallReport(3, 10, 1, 1), RecallReport.measure(exact(table(3)), table(3), 40, 10, 1));
  }

  /** An index that loses a half of the hits, the best first. */
  private record Forgetful(VectorIndex exact) implements VectorIndex {

    @Override
    public List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
      return exact.search(queries, limit, admits).stream()
          .map(hits -> hits.subList((limit + 1) / 2, hits.size()))
          .toList();
    }

    @Override
    public void close() {
      exact.close();
    }
  }

  @Test
  void countsWhatAnIndexMisses() {
    VectorTable table = table(400);

    assertEquals(
        new RecallReport(20, 10, 0.5, 0.5),
        RecallReport.measure(new Forgetful(exact(table)), table, 20, 10, 1));
  }

  @Test
  void keepsTheBestByScoreThenId() {
    Embedding query = table(1).embedding(0);
    BestHits best = new BestHits(2);
    best.offer(new Hit("b", query.dot(query)));
    best.offer(new Hit("a", query.dot(query)));
    best.offer(new Hit("c", -1));

    assertEquals(List.of("a", "b"), best.list().stream().map(Hit::itemId).toList());
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    VectorTable table = table(2);

    assertEquals(
        "needs at least 2 rows, 1 query and a limit of 1, was given 2, 0 and 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> RecallReport.measure(exact(table), table, 0, 1, 1))
            .getMessage());
    assertEquals(
        "limit must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> new BestHits(0)).getMessage());
  }
}
