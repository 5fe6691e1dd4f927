package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.disk.feature.FeatureId;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorUtil;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.jvector.BestFirst.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * Searches through a graph, one query after the other, with memory that is used again. Not safe for
 * use by several threads.
 */
final class Walk implements AutoCloseable {

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;

  private final VectorTable table;
  private final GraphFolder.Opened graph;
  private final OnDiskGraphIndex.View view;
  private final BestFirst search;
  private final boolean fused;

  /** The query, and the same memory as the library sees it. */
  private final float[] query;

  private final VectorFloat<?> queryVector;

  /** The vector of a node that is looked at, likewise. */
  private final float[] met;

  private final VectorFloat<?> metVector;

  /** Nodes found, by score. */
  private long[] found = new long[64];

  Walk(VectorTable table, GraphFolder.Opened graph) {
    this.table = table;
    this.graph = graph;
    this.view = graph.graph().getView();
    this.search = new BestFirst(view);
    this.fused = graph.graph().getFeatureSet().contains(FeatureId.FUSED_PQ);
    this.query = new float[table.dimension()];
    this.queryVector = TYPES.createFloatVector(query);
    this.met = new float[table.dimension()];
    this.metVector = TYPES.createFloatVector(met);
  }

  /**
   * Where nearly all is admitted, it is cheaper to ask for the best nodes only.
   *
   * @param width how many nodes to keep on the way
   */
  List<Hit> thenFilter(Embedding to, int limit, int width, Admission admission) {
    to.copyTo(query, 0);
    ScoreFunction scores = scores();
    return hits(search.search(scores, width), scores.isExact(), limit, admission);
  }

  /**
   * Asks for every node on the way. Each node found stands for at least one row.
   *
   * @param most nodes that are worth expanding from any moment on
   * @return none when it would take more
   */
  List<Hit> filtered(Embedding to, int limit, int width, Admission admission, double most) {
    to.copyTo(query, 0);
    ScoreFunction scores = scores();
    Wanted wanted = new Wanted(graph.map().any(admission), admission.share(), most);
    LongHeap nodes = search.search(scores, width, wanted);
    return nodes == null ? List.of() : hits(nodes, scores.isExact(), limit, admission);
  }

  /** Without a filter, and without the hits. */
  void free(Embedding to, int width) {
    to.copyTo(query, 0);
    search.search(scores(), width);
  }

  private ScoreFunction scores() {
    PQVectors codes = graph.codes();
    if (codes != null) {
      return codes.precomputedScoreFunctionFor(queryVector, SIMILARITY);
    }
    if (fused) {
      return view.approximateScoreFunctionFor(queryVector, SIMILARITY);
    }
    // Unlike the library's own, this one needs no new memory for each node.
    return (ScoreFunction.ExactScoreFunction)
        node -> {
          view.getVectorInto(node, metVector, 0);
          return SIMILARITY.compare(queryVector, metVector);
        };
  }

  /**
   * The scores of a walk are rescaled, rounded or those of codes; hits get the cosines that a scan
   * would give. The vectors are those of the graph, which the walk has just read, and not those of
   * the table.
   */
  private List<Hit> hits(LongHeap nodes, boolean exact, int limit, Admission admission) {
    int count = nodes.size();
    if (exact) {
      order(nodes, count);
    } else {
      compare(nodes, count);
    }
    NodeMap map = graph.map();
    BestRows best = new BestRows(table, limit);
    for (int i = count - 1; i >= 0; i--) {
      if (!best.wants(ScoredNodes.score(found[i]) + JVectorIndex.ROUNDING)) {
        break;
      }
      int node = ScoredNodes.node(found[i]);
      view.getVectorInto(node, metVector, 0);
      float score = DotProduct.of(query, met, 0);
      if (best.wants(score)) {
        map.offer(node, limit, admission, best, score);
      }
    }
    return best.take();
  }

  /** Nodes whose scores are those of the vectors, as cosines, in order. */
  private void order(LongHeap nodes, int count) {
    makeRoom(count);
    for (int i = 0; i < count; i++) {
      long node = nodes.get(i);
      found[i] = ScoredNodes.of(ScoredNodes.node(node), 2 * ScoredNodes.score(node) - 1);
    }
    Arrays.sort(found, 0, count);
  }

  /** Nodes found by codes, compared by their vectors, in order. */
  private void compare(LongHeap nodes, int count) {
    makeRoom(count);
    for (int i = 0; i < count; i++) {
      int node = ScoredNodes.node(nodes.get(i));
      view.getVectorInto(node, metVector, 0);
      found[i] = ScoredNodes.of(node, VectorUtil.dotProduct(queryVector, metVector));
    }
    Arrays.sort(found, 0, count);
  }

  private void makeRoom(int count) {
    if (found.length < count) {
      found = new long[count];
    }
  }

  @Override
  public void close() {
    try {
      view.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a searcher of the index could not be closed: " + e, e);
    }
  }
}
