package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches at the default settings against the exact index, over 20,000 clustered vectors. */
class JVectorIndexTest {

  private static final int SIZE = 20_000;

  @TempDir static Path folder;
  private static VectorTable table;
  private static VectorIndex index;
  private static VectorIndex narrow;
  private static VectorIndex exact;
  private static List<Embedding> queries;

  @BeforeAll
  static void build() {
    List<Embedding> vectors = Clusters.vectors(SIZE + 50, 64, 200, 1);
    table = Clusters.table(vectors.subList(0, SIZE));
    queries = vectors.subList(SIZE, SIZE + 50);
    index = JVectorIndexer.defaults().index(table, folder);
    narrow =
        JVectorIndexer.of(JVectorOptions.builder().searchWidth(60).build()).index(table, folder);
    exact = Indexer.exact().index(table, folder);
  }

  @AfterAll
  static void close() {
    index.close();
    narrow.close();
    exact.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void findsNearlyAllOfTheNearest(int limit) {
    double recall = recall(index, limit, id -> true);

    assertTrue(recall >= 0.95, "recall was " + recall);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 100, 1000})
  void findsNearlyAllOfTheNearestThatAreAdmitted(int every) {
    Predicate<String> admits = id -> Integer.parseInt(id.substring(1)) % every == 1;

    assertTrue(recall(index, 10, admits) >= 0.95);
    assertTrue(recall(narrow, 10, admits) >= 0.8);
  }

  /** Here the graph is walked with the filter. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.7, 0.9})
  void walksPastWhatIsNotAdmitted(double share) {
    Predicate<String> admits = id -> Integer.parseInt(id.substring(1)) % 10 < share * 10;
    assertTrue(
        SearchCost.ASSUMED.graphPays(
            SIZE, 60, 1, new AskingAdmission(table, admits, null, new Asked(), () -> 0)));

    narrow
        .search(queries, 10, admits)
        .forEach(hits -> hits.forEach(hit -> assertTrue(admits.test(hit.itemId()))));
    assertTrue(recall(narrow, 10, admits) >= 0.8);
  }

  /** All of one cluster: admitted vectors are neighbours, and far from most queries. */
  @Test
  void findsAFewAdmittedOnesThatLieTogether() {
    Set<String> cluster = new HashSet<>();
    exact
        .search(queries.subList(0, 1), 3500, id -> true)
        .get(0)
        .forEach(h -> cluster.add(h.itemId()));

    double recall = recall(index, 10, cluster::contains);

    assertTrue(recall >= 0.95, "recall was " + recall);
  }

  /** Rare enough to slip through any sample, and too rare for the graph. */
  @Test
  void findsTheOnlyOneAdmitted() {
    for (List<Hit> hits : index.search(queries, 10, "v12345"::equals)) {
      assertEquals(List.of("v12345"), hits.stream().map(Hit::itemId).toList());
    }
  }

  @Test
  void givesTheScoresOfTheExactIndex() {
    List<List<Hit>> expected = exact.search(queries, 10, id -> true);
    List<List<Hit>> found = index.search(queries, 10, id -> true);

    for (int i = 0; i < queries.size(); i++) {
      Set<Hit> truth = new HashSet<>(expected.get(i));
      long same = found.get(i).stream().filter(truth::contains).count();
      assertTrue(same >= 8, "only " + same + " of 10 hits are equal to the bit");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 10_000, 20_000, 50_000})
  void givesAsManyAsAreAskedForAndThere(int limit) {
    List<Hit> hits = index.search(queries.subList(0, 1), limit, id -> true).get(0);

    assertEquals(Math.min(limit, SIZE), hits.size());
    assertEquals(hits.size(), hits.stream().map(Hit::itemId).distinct().count());
  }

  @Test
  void answersSeveralThreadsAtOnce() throws Exception {
    // So narrow that the graph is walked however long the predicate takes on a busy machine.
    List<List<Hit>> expected = narrow.search(queries, 10, id -> true);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<List<Hit>>>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> narrow.search(queries, 10, id -> true)));
      }
      for (Future<List<List<Hit>>> answer : answers) {
        assertEquals(expected, answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static double recall(VectorIndex index, int limit, Predicate<String> admits) {
    List<List<Hit>> expected = exact.search(queries, limit, admits);
    List<List<Hit>> found = index.search(queries, limit, admits);
    long hits = 0;
    long wanted = 0;
    for (int i = 0; i < queries.size(); i++) {
      Set<String> truth = new HashSet<>();
      expected.get(i).forEach(hit -> truth.add(hit.itemId()));
      assertEquals(truth.size(), found.get(i).size());
      hits += found.get(i).stream().filter(hit -> truth.contains(hit.itemId())).count();
      wanted += truth.size();
    }
    return (double) hits / wanted;
  }
}
