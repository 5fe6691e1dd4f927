package io.llmrec.embed.jvector;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Keeps walks for the next query: their sets and heaps have grown to the right size by then. A walk
 * whose query failed is not given back.
 *
 * <p>Safe for use by several threads; holds as many walks as ever searched at once.
 */
final class WalkPool {

  private final Queue<Walk> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  Walk take(Supplier<Walk> maker) {
    Walk walk = idle.poll();
    return walk == null ? maker.get() : walk;
  }

  void giveBack(Walk walk) {
    idle.add(walk);
    if (closed) {
      close();
    }
  }

  void close() {
    closed = true;
    for (Walk walk = idle.poll(); walk != null; walk = idle.poll()) {
      walk.close();
    }
  }
}
