package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.llmrec.core.Progress;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.jvector.BestFirst.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestFirstTest {

  private static final int SIZE = 4000;

  @TempDir static Path folder;
  private static OnDiskGraphIndex graph;
  private static List<Embedding> queries;

  @BeforeAll
  static void build() {
    JVectorLogging.quiet();
    List<Embedding> vectors = Clusters.vectors(SIZE + 30, 16, 20, 1);
    VectorTable table = Clusters.table(vectors.subList(0, SIZE));
    queries = vectors.subList(SIZE, vectors.size());
    JVectorOptions options = JVectorOptions.builder().degree(8).beamWidth(30).threads(2).build();
    GraphFolder files = new GraphFolder(folder);
    graph =
        files.open(files.build(table, "test", new GraphWriter(options, Progress.none()))).graph();
  }

  private static ScoreFunction scores(Embedding query, OnDiskGraphIndex.View view) {
    return DefaultSearchScoreProvider.exact(
            VectorizationProvider.getInstance()
                .getVectorTypeSupport()
                .createFloatVector(query.toArray()),
            VectorSimilarityFunction.DOT_PRODUCT,
            view)
        .scoreFunction();
  }

  /** The nodes that the library's own searcher finds. */
  private static Set<Integer> expected(Embedding query, int width, Bits admitted) throws Exception {
    try (GraphSearcher searcher = new GraphSearcher(graph)) {
      ScoreFunction scores = scores(query, (OnDiskGraphIndex.View) searcher.getView());
      NodeScore[] found =
          searcher
              .search(new DefaultSearchScoreProvider(scores), width, width, 0, 0, admitted)
              .getNodes();
      return Arrays.stream(found).map(node -> node.node).collect(Collectors.toSet());
    }
  }

  private static List<Integer> nodes(LongHeap found) {
    List<Integer> nodes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      nodes.add(ScoredNodes.node(found.get(i)));
    }
    return nodes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 60, 700, SIZE})
  void findsWhatTheLibraryFinds(int width) throws Exception {
    try (OnDiskGraphIndex.View view = graph.getView()) {
      BestFirst search = new BestFirst(view);
      for (Embedding query : queries) {
        List<Integer> found = nodes(search.search(scores(query, view), width));
        Set<Integer> expected = expected(query, width, Bits.ALL);

        assertEquals(expected.size(), found.size());
        assertEquals(expected, Set.copyOf(found));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 50})
  void findsWhatTheLibraryFindsAmongSome(int every) throws Exception {
    IntPredicate admits = node -> node % every == 1;
    try (OnDiskGraphIndex.View view = graph.getView()) {
      BestFirst search = new BestFirst(view);
      for (Embedding query : queries) {
        LongHeap found =
            search.search(scores(query, view), 20, new Wanted(admits, 1.0 / every, SIZE));

        assertNotNull(found);
        assertEquals(expected(query, 20, admits::test), Set.copyOf(nodes(found)));
      }
    }
  }

  @Test
  void givesUpWhereFarFewerAreAdmittedThanWasThought() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    IntPredicate none = node -> asked.incrementAndGet() < 0;
    try (OnDiskGraphIndex.View view = graph.getView()) {
      BestFirst search = new BestFirst(view);

      assertNull(search.search(scores(queries.get(0), view), 20, new Wanted(none, 0.5, 200)));
      assertTrue(asked.get() > 20 && asked.get() < 200, asked + " nodes were asked about");
      // Its memory is none the worse for it.
      assertEquals(
          expected(queries.get(1), 20, Bits.ALL),
          Set.copyOf(nodes(search.search(scores(queries.get(1), view), 20))));
    }
  }
}
