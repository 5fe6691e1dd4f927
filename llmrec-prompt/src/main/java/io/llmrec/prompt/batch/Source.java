package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.batch.Work.Piece;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Hands out items one at a time, and again those that failed: once so many wait that memory would
 * grow, or when there are no others. After a failure of the iterator it is not asked again. Safe
 * for use by several threads.
 */
final class Source {

  private final Iterator<Item> items;
  private final int mostWaiting;
  private final Queue<Piece> again = new ArrayDeque<>();
  private boolean broken;

  Source(Iterator<Item> items, int mostWaiting) {
    this.items = items;
    this.mostWaiting = mostWaiting;
  }

  /** A piece that failed before, when it is time for one. */
  synchronized @Nullable Piece nextAgain() {
    return again.size() >= mostWaiting || !hasNext() ? again.poll() : null;
  }

  /** The next new item, or null when there is none. */
  synchronized @Nullable Item nextItem() {
    if (!hasNext()) {
      return null;
    }
    broken = true;
    Item item = items.next();
    broken = false;
    return item;
  }

  private boolean hasNext() {
    if (broken) {
      return false;
    }
    broken = true;
    boolean more = items.hasNext();
    broken = false;
    return more;
  }

  synchronized void giveBack(Piece piece) {
    again.add(piece);
  }

  /** What still waits; it waits no longer. */
  synchronized List<Piece> takeWaiting() {
    List<Piece> waiting = List.copyOf(again);
    again.clear();
    return waiting;
  }
}
