package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps searchers for the next query: their sets and heaps have grown to the right size by then. A
 * searcher whose query failed is not given back.
 *
 * <p>Safe for use by several threads; holds as many searchers as ever searched at once.
 */
final class SearcherPool {

  private final Queue<GraphSearcher> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  GraphSearcher take(OnDiskGraphIndex graph) {
    GraphSearcher searcher = idle.poll();
    return searcher == null ? new GraphSearcher(graph) : searcher;
  }

  void giveBack(GraphSearcher searcher) {
    idle.add(searcher);
    if (closed) {
      close();
    }
  }

  void close() {
    closed = true;
    for (GraphSearcher searcher = idle.poll(); searcher != null; searcher = idle.poll()) {
      try {
        searcher.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a searcher of the index could not be closed: " + e, e);
      }
    }
  }
}
