package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.BestHits;
import io.llmrec.core.index.CategoryFilter.Categories;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.RecallReport;
import io.llmrec.core.testing.Samples;
import io.llmrec.embed.store.VectorPrecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes while serving. */
class LiveIndexTest {

  private static final int DIMENSION = 12;

  @TempDir Path folder;

  private LiveIndex open(int exactBelow, int rebuildAfter) {
    JVectorOptions graph =
        JVectorOptions.builder().exactBelow(exactBelow).searchWidth(20).threads(2).build();
    return LiveIndex.open(
        folder, "e", DIMENSION, new LiveOptions(graph, VectorPrecision.F32, rebuildAfter));
  }

  private static List<Embedding> draw(SplittableRandom random, int count) {
    return Stream.generate(() -> Samples.randomEmbedding(random, DIMENSION)).limit(count).toList();
  }

  /** What a sort over a map finds: the best vector of each item counts. */
  private static List<Hit> truth(
      Map<String, List<Embedding>> items, Embedding query, int limit, Predicate<String> admits) {
    return items.entrySet().stream()
        .filter(item -> admits.test(item.getKey()))
        .map(
            item ->
                new Hit(
                    item.getKey(),
                    (float) item.getValue().stream().mapToDouble(query::dot).max().orElseThrow()))
        .sorted(BestHits.BEST_FIRST)
        .limit(limit)
        .toList();
  }

  /** Random changes, rebuilds and reopenings; compared with a map after each. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void answersAsAMapWouldAfterAnyChanges(int mostVectors) {
    SplittableRandom random = new SplittableRandom(mostVectors);
    Categories parity = id -> List.of(id.length() % 2 == 0 ? "even" : "odd");
    Map<String, List<Embedding>> model = new TreeMap<>();
    LiveIndex index = open(Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (int step = 0; step < 40; step++) {
      if (random.nextInt(8) == 0) {
        index.rebuild().join();
      }
      if (random.nextInt(8) == 0) {
        index.close();
        index = open(Integer.MAX_VALUE, Integer.MAX_VALUE);
      }
      Map<String, List<Embedding>> some = new HashMap<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        some.put("i" + random.nextInt(150), draw(random, 1 + random.nextInt(mostVectors)));
      }
      index.putAll(some);
      model.putAll(some);
      List<String> gone = List.of("i" + random.nextInt(150), "i" + random.nextInt(150));
      index.delete(gone);
      model.keySet().removeAll(gone);

      assertEquals(model.size(), index.size());
      List<Embedding> queries = draw(random, 2);
      List<Predicate<String>> filters =
          List.of(
              id -> true,
              id -> id.endsWith("7"),
              AllowList.of(List.of("i3", "i14", "i15", "i149", "none")),
              parity.any(List.of("odd")));
      for (Predicate<String> admits : filters) {
        for (int limit : new int[] {1, 7, 500}) {
          List<List<Hit>> found = index.search(queries, limit, admits);
          for (int i = 0; i < queries.size(); i++) {
            assertEquals(truth(model, queries.get(i), limit, admits), found.get(i));
          }
        }
      }
    }
    index.close();
  }

  @Test
  void anEmptyIndexFindsNothingAlsoAfterARebuild() {
    List<Embedding> query = draw(new SplittableRandom(1), 1);
    try (LiveIndex index = open(0, 10)) {
      assertEquals(List.of(List.of()), index.search(query, 5, id -> true));
      index.put("only", query.get(0));
      index.rebuild().join();
      assertEquals("only", index.search(query, 5, id -> true).get(0).get(0).itemId());
      index.delete(List.of("only"));
      index.rebuild().join();
      assertEquals(List.of(List.of()), index.search(query, 5, id -> true));
      assertEquals(0, index.size());
    }
    try (LiveIndex index = open(0, 10)) {
      assertEquals(List.of(List.of()), index.search(query, 5, id -> true));
    }
  }

  /** Thousands of the same vector, and one that is not. */
  @Test
  void findsTheOddOneAmongDuplicates() {
    SplittableRandom random = new SplittableRandom(2);
    Embedding same = draw(random, 1).get(0);
    Embedding odd = draw(random, 1).get(0);
    Map<String, List<Embedding>> vectors = new HashMap<>();
    for (int i = 0; i < 2000; i++) {
      vectors.put("same" + i, List.of(same));
    }
    vectors.put("odd", List.of(odd));
    try (LiveIndex index = open(0, 1_000_000)) {
      index.putAll(vectors);
      index.rebuild().join();
      index.delete(List.of("same0", "same1"));
      List<List<Hit>> found = index.search(List.of(odd, same), 2, id -> true);
      assertEquals("odd", found.get(0).get(0).itemId());
      assertEquals(List.of("same10", "same100"), found.get(1).stream().map(Hit::itemId).toList());
    }
  }

  @Test
  @Timeout(120)
  void buildsInTheBackgroundWhenEnoughHasChanged() {
    SplittableRandom random = new SplittableRandom(3);
    try (LiveIndex index = open(0, 100)) {
      for (int i = 0; i < 101; i++) {
        index.put("i" + i, draw(random, 1).get(0));
      }
      CompletableFuture<Void> running = index.rebuild();
      running.join();
      awaitFile(folder.resolve("current"));
      RecallReport report = index.checkRecall(50, 5, 1);
      assertEquals(50, report.queries());
      assertTrue(report.recall() > 0.9, report.toString());
    }
    assertTrue(Files.exists(folder.resolve("current")));
  }

  private static void awaitFile(Path file) {
    while (!Files.exists(file)) {
      Thread.onSpinWait();
    }
  }

  /**
   * Searchers run while items change and graphs are replaced; what never changes is always there.
   */
  @Test
  void servesConsistentlyWhileItChangesAndIsRebuilt() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    Embedding target = draw(random, 1).get(0);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (LiveIndex index = open(0, 1_000_000)) {
      Map<String, List<Embedding>> first = new HashMap<>();
      draw(random, 800).forEach(vector -> first.put("i" + first.size(), List.of(vector)));
      first.put("fixed", List.of(target));
      first.put("gone", List.of(target));
      index.putAll(first);
      index.rebuild().join();
      index.delete(List.of("gone"));
      List<Future<Integer>> searchers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        searchers.add(threads.submit(() -> searchUntil(done, index, target)));
      }
      for (int round = 0; round < 4; round++) {
        CompletableFuture<Void> build = index.rebuild();
        for (int i = 0; i < 30; i++) {
          // Both always have the same vector: a search must see both of the old or both of the new.
          Embedding vector = draw(random, 1).get(0);
          index.putAll(Map.of("twin1", List.of(vector), "twin2", List.of(vector)));
          index.delete(List.of("i" + random.nextInt(800)));
        }
        build.join();
      }
      done.set(true);
      for (Future<Integer> searcher : searchers) {
        assertTrue(searcher.get() > 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int searchUntil(AtomicBoolean done, LiveIndex index, Embedding target) {
    int searches = 0;
    while (!done.get() || searches == 0) {
      List<Hit> hits = index.search(List.of(target), 2, id -> true).get(0);
      assertEquals("fixed", hits.get(0).itemId());
      assertFalse(hits.stream().anyMatch(hit -> hit.itemId().equals("gone")));
      List<Hit> twins =
          index.search(List.of(target), 3, AllowList.of(List.of("twin1", "twin2"))).get(0);
      assertTrue(twins.isEmpty() || twins.size() == 2, twins.toString());
      assertTrue(twins.isEmpty() || twins.get(0).score() == twins.get(1).score());
      searches++;
    }
    return searches;
  }

  @Test
  void aDamagedFileIsNamedAndALostGraphIsMadeOfTheStore() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    Embedding vector = draw(random, 1).get(0);
    try (LiveIndex index = open(0, 1_000_000)) {
      Map<String, List<Embedding>> some = new HashMap<>();
      draw(random, 200).forEach(one -> some.put("i" + some.size(), List.of(one)));
      index.putAll(some);
      index.put("wanted", vector);
      index.rebuild().join();
    }
    Path generation = folder.resolve("generation-1");
    for (String name :
        List.of(
            "rows.f32", "ids.tsv", "index/graph.bin", "index/nodes.bin", "index/manifest.txt")) {
      Path file = generation.resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int at : new int[] {0, good.length / 2, good.length - 1}) {
        byte[] flipped = good.clone();
        flipped[at] ^= 1;
        Files.write(file, flipped);
        Exception e = assertThrows(RuntimeException.class, () -> open(0, 9));
        assertTrue(
            String.valueOf(e.getMessage()).contains(file.getFileName().toString()), e.getMessage());
      }
      Files.write(file, good);
    }
    Files.writeString(folder.resolve("current"), "x");
    assertEquals(
        folder.resolve("current")
            + " is damaged; delete it, and the graph is built again from the store",
        assertThrows(IllegalStateException.class, () -> open(0, 9)).getMessage());
    Files.delete(folder.resolve("current"));
    try (LiveIndex index = open(0, 1_000_000)) {
      assertEquals(201, index.size());
      assertEquals("wanted", index.search(List.of(vector), 1, id -> true).get(0).get(0).itemId());
    }
  }

  @Test
  void refusesBadInput() {
    Embedding vector = draw(new SplittableRandom(6), 1).get(0);
    Embedding shorter = Embedding.of(new float[] {1, 2});
    LiveIndex index = open(0, 9);
    assertMessage(
        "the vector of item 'a\u001f0' must be of dimension 12 like the store, was 2",
        () -> index.put("a", shorter));
    assertMessage(
        "item 'a' must have at least 1 vector, was given none",
        () -> index.putAll(Map.of("a", List.of())));
    assertMessage(
        "query must be of dimension 12 like the index, was 2",
        () -> index.search(List.of(shorter), 1, id -> true));
    assertMessage(
        "limit must be at least 1, was 0", () -> index.search(List.of(vector), 0, id -> true));
    assertMessage(
        "rebuildAfter must be at least 1, was 0",
        () -> new LiveOptions(JVectorOptions.defaults(), VectorPrecision.F32, 0));
    assertEquals(0, index.size());
    index.close();
    index.close();
    assertEquals(
        "the index is closed",
        assertThrows(IllegalStateException.class, () -> index.put("a", vector)).getMessage());
  }

  private static void assertMessage(String message, org.junit.jupiter.api.function.Executable run) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, run).getMessage());
  }
}
