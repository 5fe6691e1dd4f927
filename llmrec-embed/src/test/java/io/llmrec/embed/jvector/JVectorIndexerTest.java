package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Progress;
import io.llmrec.core.StageException;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.store.EmbeddingStore;
import io.llmrec.embed.store.VectorPrecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Building, keeping and opening. */
class JVectorIndexerTest {

  private static final JVectorIndexer GRAPH = JVectorIndexer.of(graph().build());

  @TempDir Path folder;

  private static JVectorOptions.Builder graph() {
    return JVectorOptions.builder().exactBelow(0).threads(2).searchWidth(20);
  }

  @Test
  void opensWhatWasBuiltWithTheSameHits() throws Exception {
    // So many that the graph is walked however fast the predicate seems.
    VectorTable table = Clusters.table(3000, 16, 10, 1);
    List<Embedding> queries = Clusters.vectors(20, 16, 10, 2);
    List<List<Hit>> before;
    try (VectorIndex index = GRAPH.index(table, folder)) {
      before = index.search(queries, 10, id -> true);
    }
    Map<String, FileTime> times = times();

    try (VectorIndex index = GRAPH.index(table, folder)) {
      assertEquals(before, index.search(queries, 10, id -> true));
    }
    assertEquals(times, times());
    assertEquals(List.of("graph.bin", "manifest.txt", "nodes.bin"), List.copyOf(times.keySet()));
  }

  @Test
  void tellsHowFarABuildIs() {
    List<Progress.Update> told = Collections.synchronizedList(new ArrayList<>());

    GRAPH.withProgress(told::add).index(Clusters.table(500, 16, 10, 1), folder).close();

    assertEquals(500, told.size());
    assertEquals(1, told.get(0).done());
    assertEquals(500, told.get(499).done());
    assertTrue(told.stream().allMatch(update -> update.total() == 500));
    GRAPH.withProgress(told::add).index(Clusters.table(500, 16, 10, 1), folder).close();
    assertEquals(500, told.size());
  }

  @Test
  void buildsAgainForOtherVectors() {
    GRAPH.index(Clusters.table(500, 16, 10, 1), folder).close();
    VectorTable other = Clusters.table(600, 8, 10, 2);

    try (VectorIndex index = GRAPH.index(other, folder)) {
      List<Hit> hits = index.search(List.of(other.embedding(555)), 1, id -> true).get(0);
      assertEquals("v555", hits.get(0).itemId());
    }
  }

  @Test
  void buildsAgainForAnotherShapeButNotForAnotherSearch() throws Exception {
    VectorTable table = Clusters.table(500, 16, 10, 1);
    GRAPH.index(table, folder).close();
    String first = Files.readString(folder.resolve("manifest.txt"));

    JVectorIndexer.of(graph().searchWidth(500).overQuery(9).threads(1).build())
        .index(table, folder)
        .close();
    assertEquals(first, Files.readString(folder.resolve("manifest.txt")));
    JVectorIndexer.of(graph().degree(8).build()).index(table, folder).close();
    assertNotEquals(first, Files.readString(folder.resolve("manifest.txt")));
  }

  @Test
  void buildsAgainWhatWasNotFinished() throws Exception {
    VectorTable table = Clusters.table(500, 16, 10, 1);
    GRAPH.index(table, folder).close();
    Files.delete(folder.resolve("manifest.txt"));
    Files.writeString(folder.resolve("graph.bin"), "half a graph");
    Files.writeString(folder.resolve("graph.bin.partial"), "left over");

    try (VectorIndex index = GRAPH.index(table, folder)) {
      assertEquals(5, index.search(List.of(table.embedding(1)), 5, id -> true).get(0).size());
    }
    assertFalse(Files.exists(folder.resolve("graph.bin.partial")));
  }

  @ParameterizedTest
  @CsvSource({"graph.bin", "nodes.bin", "manifest.txt"})
  void namesADamagedFileAndWhatToDo(String name) throws Exception {
    VectorTable table = Clusters.table(300, 16, 10, 1);
    GRAPH.index(table, folder).close();
    Path file = folder.resolve(name);
    byte[] good = Files.readAllBytes(file);

    for (int at : new int[] {0, good.length / 2, good.length - 1}) {
      byte[] flipped = good.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      assertDamaged(table, file);
    }
    Files.write(file, Arrays.copyOf(good, good.length - 7));
    assertDamaged(table, file);
    Files.write(file, new byte[0]);
    assertDamaged(table, file);
    Files.write(file, good);
    GRAPH.index(table, folder).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph.bin", "nodes.bin"})
  void namesAMissingFile(String name) throws Exception {
    VectorTable table = Clusters.table(300, 16, 10, 1);
    GRAPH.index(table, folder).close();
    Files.delete(folder.resolve(name));

    assertDamaged(table, folder.resolve(name));
  }

  private void assertDamaged(VectorTable table, Path file) {
    StageException e = assertThrows(StageException.class, () -> GRAPH.index(table, folder));
    assertEquals("index", e.stage());
    assertTrue(e.getMessage().startsWith("index: " + file + " is damaged: "), e.getMessage());
    assertTrue(
        e.getMessage().endsWith("; delete the folder " + folder + " and prepare again"),
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "0, 0.0", "Infinity, Infinity", "2, 2.0"})
  void refusesVectorsThatAreNotOfLengthOne(float value, String length) {
    VectorTable good = Clusters.table(100, 8, 0, 1);
    VectorTable bad = new BadRow(good, 42, value);
    String message =
        "index: the vector of item 'v42' must be of length 1, was %s; encode the item again"
            .formatted(length);

    for (JVectorIndexer indexer : List.of(GRAPH, JVectorIndexer.defaults())) {
      Exception e = assertThrows(StageException.class, () -> indexer.index(bad, folder));
      assertEquals(message, e.getMessage());
    }
    assertFalse(Files.exists(folder.resolve("manifest.txt")));
  }

  /** One table row spoiled as a damaged or foreign file would have it. */
  private record BadRow(VectorTable good, int badRow, float value) implements VectorTable {

    @Override
    public int size() {
      return good.size();
    }

    @Override
    public int dimension() {
      return good.dimension();
    }

    @Override
    public String id(int row) {
      return good.id(row);
    }

    @Override
    public int row(String id) {
      return good.row(id);
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      good.copyTo(row, target, offset);
      if (row == badRow) {
        Arrays.fill(target, offset, offset + dimension(), 0);
        target[offset] = value;
      }
    }

    @Override
    public String contentHash() {
      return "bad";
    }

    @Override
    public void close() {
      good.close();
    }
  }

  @Test
  void takesATableOfNoneAndOfOne() {
    Embedding vector = Clusters.vectors(1, 8, 0, 1).get(0);
    try (EmbeddingStore store =
        EmbeddingStore.open(folder.resolve("store"), "e", 8, VectorPrecision.F32)) {
      for (int size = 0; size <= 1; size++) {
        try (VectorTable table = store.snapshot();
            VectorIndex index = GRAPH.index(table, folder)) {
          assertEquals(size, index.search(List.of(vector), 5, id -> true).get(0).size());
        }
        store.put("one", vector);
      }
    }
  }

  /** Half of the vectors are one and the same: the others must be found all the same. */
  @Test
  void findsUniqueVectorsAmongThousandsOfIdenticalOnes() {
    List<Embedding> vectors = new ArrayList<>(Clusters.vectors(2000, 16, 0, 1));
    for (int i = 0; i < 2000; i++) {
      vectors.add(vectors.get(7));
    }
    VectorTable table = Clusters.table(vectors);

    try (VectorIndex index = GRAPH.index(table, folder)) {
      for (int row = 0; row < 2000; row += 13) {
        Hit best = index.search(List.of(table.embedding(row)), 1, id -> true).get(0).get(0);
        assertEquals(table.id(row), best.itemId());
      }
      List<Hit> same = index.search(List.of(table.embedding(7)), 5, id -> true).get(0);
      assertEquals(
          List.of("v2000", "v2001", "v2002", "v2003", "v2004"),
          same.stream().map(Hit::itemId).toList());
      assertEquals(1, same.stream().map(Hit::score).distinct().count());
      List<Hit> admitted =
          index.search(List.of(table.embedding(7)), 3, id -> id.endsWith("7")).get(0);
      assertEquals(List.of("v2007", "v2017", "v2027"), admitted.stream().map(Hit::itemId).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void worksWithAFewDistinctVectors(int distinct) {
    List<Embedding> few = Clusters.vectors(distinct, 8, 0, 1);
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      vectors.add(few.get(i % distinct));
    }
    VectorTable table = Clusters.table(vectors);

    try (VectorIndex index = GRAPH.index(table, folder)) {
      for (int i = 0; i < distinct; i++) {
        List<Hit> hits = index.search(List.of(few.get(i)), 10, id -> true).get(0);
        assertEquals(10, hits.size());
        for (Hit hit : hits) {
          assertEquals(1, hit.score(), 1e-5);
        }
      }
    }
  }

  @Test
  void takesMinusZeroForZero() {
    VectorTable table =
        Clusters.table(
            List.of(Embedding.of(new float[] {1, 0f}), Embedding.of(new float[] {1, -0f})));

    assertEquals(1, DistinctVectors.of(table).vectors().size());
  }

  @Test
  void mapsNodesToRowsAndBack() {
    VectorTable table = Clusters.table(6, 4, 0, 1);
    NodeMap map = NodeMap.of(new int[] {1, 0, 1, 2, 1, 0}, 3, table);

    NodeMap copy = NodeMap.fromBytes(map.toBytes(), 3, 6);

    assertEquals(3, copy.nodes());
    assertEquals(1, copy.firstRow(0));
    assertEquals(List.of("v0", "v2", "v4"), offered(copy, table, 1, 9, row -> true));
    assertEquals(List.of("v2"), offered(copy, table, 1, 1, row -> row > 0));
    assertEquals(List.of(), offered(copy, table, 2, 1, row -> row != 3));
    assertTrue(copy.any(row -> row == 4).test(1));
    assertFalse(copy.any(row -> row == 3).test(1));
  }

  @Test
  void takesNodesForRowsWhereNoVectorIsThereTwice() {
    VectorTable table = Clusters.table(4, 4, 0, 1);
    NodeMap map = NodeMap.of(new int[] {0, 1, 2, 3}, 4, table);
    IntPredicate odd = row -> row % 2 == 1;

    assertSame(odd, map.any(odd));
    assertEquals(List.of("v3"), offered(map, table, 3, 5, odd));
    assertEquals(List.of(), offered(map, table, 2, 5, odd));
  }

  private static List<String> offered(
      NodeMap map, VectorTable table, int node, int limit, IntPredicate test) {
    BestRows best = new BestRows(table, 10);
    map.offer(node, limit, test, best, 0.5f);
    return best.take().stream().map(Hit::itemId).toList();
  }

  @Test
  void leavesTheFolderEmptyForFewVectors() throws Exception {
    VectorTable table = Clusters.table(9999, 4, 0, 1);

    JVectorIndexer.defaults().index(table, folder).close();

    assertEquals(0, times().size());
  }

  @Test
  void buildsOnThreadsOfItsOwnThatEnd() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    GRAPH.index(Clusters.table(1000, 16, 10, 1), folder).close();

    Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
    after.removeAll(before);
    assertEquals(
        List.of(),
        after.stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("ForkJoinPool") || name.startsWith("llmrec"))
            .toList());
  }

  @Test
  void keepsTheLibraryQuiet() {
    assertEquals(Level.SEVERE, Logger.getLogger("io.github.jbellis.jvector").getLevel());
  }

  @Test
  void isRecognisedByTheShapeOfTheGraph() {
    assertEquals(
        "jvector-1 degree=24 beam=100 overflow=1.2 alpha=1.2",
        JVectorIndexer.defaults().fingerprint());
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertRefused("degree must be 4 to 256, was 3", graph().degree(3));
    assertRefused("beamWidth must be 24 to 2000, was 23", graph().beamWidth(23));
    assertRefused("overflow must be 1.0 to 4.0, was NaN", graph().overflow(Float.NaN));
    assertRefused("alpha must be 1.0 to 2.0, was 0.9", graph().alpha(0.9f));
    assertRefused("searchWidth must be 1 to 100000, was 0", graph().searchWidth(0));
    assertRefused("overQuery must be 1.0 to 100.0, was 0.5", graph().overQuery(0.5f));
    assertRefused("exactBelow must be 0 to 2147483647, was -1", graph().exactBelow(-1));
    assertRefused("threads must be 1 to 1024, was 0", graph().threads(0));
  }

  private static void assertRefused(String message, JVectorOptions.Builder builder) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }

  @Test
  void searchesAsWideAsTheLimitAsksFor() {
    JVectorOptions options = JVectorOptions.defaults();

    assertEquals(300, options.width(10));
    assertEquals(600, options.width(200));
    assertEquals(3L * Integer.MAX_VALUE, options.width(Integer.MAX_VALUE));
  }

  private Map<String, FileTime> times() throws Exception {
    Map<String, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
