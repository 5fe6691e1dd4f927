package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.CategoryFilter.Categories;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search does to find its hits, by counting what it takes from the table. */
class PlannerTest {

  private static final int SIZE = 20_000;
  private static final int LIMIT = 10;

  @TempDir static Path folder;
  private static CountingTable table;
  private static VectorIndex index;
  private static List<Embedding> queries;

  @BeforeAll
  static void build() {
    List<Embedding> vectors = Clusters.vectors(SIZE + 4, 32, 100, 1);
    table = new CountingTable(Clusters.table(vectors.subList(0, SIZE)));
    queries = vectors.subList(SIZE, SIZE + 4);
    JVectorOptions options =
        JVectorOptions.builder().degree(16).beamWidth(40).searchWidth(30).threads(2).build();
    index = JVectorIndexer.of(options).index(table, folder);
  }

  @AfterAll
  static void close() {
    index.close();
  }

  @BeforeEach
  void forget() {
    table.vectors.set(0);
    table.lookUps.set(0);
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }

  private static AllowList every(int n) {
    return AllowList.of(
        IntStream.iterate(0, i -> i < SIZE, i -> i + n).mapToObj(i -> "v" + i).toList());
  }

  private static Categories remainders(int n) {
    return id -> List.of(Integer.toString(number(id) % n));
  }

  /**
   * Where the graph is walked, vectors of the table are read for the exact scores of hits alone.
   */
  private static void assertWalks(Predicate<String> admits) {
    table.vectors.set(0);
    index.search(queries, LIMIT, admits);
    assertEquals(0, table.vectors.get());
  }

  /** Once for all queries. */
  private static void assertScans(Predicate<String> admits, int rows) {
    table.vectors.set(0);
    index.search(queries, LIMIT, admits);
    assertEquals(rows, table.vectors.get());
  }

  @Test
  void walksPastHalfOfTheRowsWhateverTheFilter() {
    AtomicInteger asked = new AtomicInteger();
    assertWalks(
        id -> {
          asked.incrementAndGet();
          return number(id) % 2 == 0;
        });
    assertTrue(asked.get() < SIZE / 4, asked + " rows were asked about");
    assertWalks(remainders(2).any(List.of("0")));
    assertWalks(remainders(4).any(List.of("0", "1")));
    assertWalks(every(2));
  }

  @Test
  void scansOneInAHundredWhereTheyAreKnown() {
    assertScans(remainders(100).any(List.of("7")), SIZE / 100);
    assertScans(remainders(300).any(List.of("1", "2", "3")), 67 + 67 + 67);
    assertScans(every(100), SIZE / 100);
  }

  /** A list that serves one search is not worth a look-up of each of its items. */
  @Test
  void looksUpAWideListWhenItIsUsedAgain() {
    AllowList half = every(2);

    assertWalks(half);
    assertEquals(0, table.lookUps.get());
    assertWalks(half);
    assertEquals(SIZE / 2, table.lookUps.get());
    assertWalks(half);
    assertEquals(SIZE / 2, table.lookUps.get());
  }

  @Test
  void looksUpANarrowListOnce() {
    AllowList few = every(100);

    assertScans(few, SIZE / 100);
    assertScans(few, SIZE / 100);

    assertEquals(SIZE / 100, table.lookUps.get());
  }

  @Test
  void asksForCategoriesOnce() {
    AtomicInteger asked = new AtomicInteger();
    Categories parity =
        id -> {
          asked.incrementAndGet();
          return List.of(Integer.toString(number(id) % 2));
        };

    assertWalks(parity.any(List.of("0")));
    assertWalks(parity.any(List.of("1")));

    assertEquals(SIZE, asked.get());
  }

  /** Counts what is taken from it. */
  private static final class CountingTable implements VectorTable {

    private final VectorTable table;
    private final AtomicInteger vectors = new AtomicInteger();
    private final AtomicInteger lookUps = new AtomicInteger();

    CountingTable(VectorTable table) {
      this.table = table;
    }

    @Override
    public int size() {
      return table.size();
    }

    @Override
    public int dimension() {
      return table.dimension();
    }

    @Override
    public String id(int row) {
      return table.id(row);
    }

    @Override
    public int row(String id) {
      lookUps.incrementAndGet();
      return table.row(id);
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      vectors.incrementAndGet();
      table.copyTo(row, target, offset);
    }

    @Override
    public String contentHash() {
      return table.contentHash();
    }

    @Override
    public void close() {
      table.close();
    }
  }
}
