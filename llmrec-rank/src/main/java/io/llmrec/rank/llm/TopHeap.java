package io.llmrec.rank.llm;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The best few of a list by a heap in which a node has several children, so that one question can
 * compare a node with all of them: Zhuang et al., "A Setwise Approach for Effective and Highly
 * Efficient Zero-shot Ranking with Large Language Models", SIGIR 2024. Not safe for several
 * threads.
 */
final class TopHeap {

  /** Says which member of a group is the best. */
  @FunctionalInterface
  interface Chooser {

    /** The index of the best; the parent is the first of the group, its children follow. */
    int best(int[] group);
  }

  /** What comparing a node with so many children costs. */
  @FunctionalInterface
  interface GroupCost {

    long of(int children);
  }

  private final int[] heap;
  private final int children;
  private final Chooser chooser;
  private int size;

  private TopHeap(int count, int children, Chooser chooser) {
    this.heap = IntStream.range(0, count).toArray();
    this.size = count;
    this.children = children;
    this.chooser = chooser;
  }

  /** The best {@code top} of the numbers from 0 to {@code count} - 1, then the others by number. */
  static int[] order(int count, int children, int top, Chooser chooser) {
    TopHeap heap = new TopHeap(count, children, chooser);
    for (int node = lastParent(count, children); node >= 0; node--) {
      heap.siftDown(node);
    }
    int[] best = new int[top];
    for (int place = 0; place < top; place++) {
      best[place] = heap.heap[0];
      heap.heap[0] = heap.heap[--heap.size];
      if (place + 1 < top) {
        heap.siftDown(0);
      }
    }
    IntStream others =
        IntStream.range(0, count).filter(i -> IntStream.of(best).noneMatch(b -> b == i));
    return IntStream.concat(Arrays.stream(best), others).toArray();
  }

  /** The most that {@link #order} can cost, whatever the answers. */
  static long mostCost(int count, int children, int top, GroupCost cost) {
    long sum = 0;
    for (int node = lastParent(count, children); node >= 0; node--) {
      sum += worst(node, count, children, cost);
    }
    for (int place = 1; place < top; place++) {
      sum += worst(0, count - place, children, cost);
    }
    return sum;
  }

  private static int lastParent(int count, int children) {
    return count < 2 ? -1 : (count - 2) / children;
  }

  private static long worst(int node, int size, int children, GroupCost cost) {
    int first = node * children + 1;
    int last = Math.min(size, first + children);
    if (first >= size) {
      return 0;
    }
    long below = 0;
    for (int child = first; child < last; child++) {
      below = Math.max(below, worst(child, size, children, cost));
    }
    return cost.of(last - first) + below;
  }

  private void siftDown(int start) {
    int node = start;
    for (int first = node * children + 1; first < size; first = node * children + 1) {
      int last = Math.min(size, first + children);
      int[] group = new int[last - first + 1];
      group[0] = heap[node];
      System.arraycopy(heap, first, group, 1, last - first);
      int best = chooser.best(group);
      if (best == 0) {
        return;
      }
      int child = first + best - 1;
      heap[node] = heap[child];
      heap[child] = group[0];
      node = child;
    }
  }
}
