package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.BestHits;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small structures of a search, each beside one of the Java library. */
class HeapsTest {

  @Test
  void heapGivesTheSmallestFirst() {
    SplittableRandom random = new SplittableRandom(1);
    LongHeap heap = new LongHeap();
    PriorityQueue<Long> expected = new PriorityQueue<>();

    for (int step = 0; step < 5000; step++) {
      long item = random.nextLong(500) - 250;
      int choice = random.nextInt(4);
      if (choice < 2 || expected.isEmpty()) {
        heap.push(item);
        expected.add(item);
      } else if (choice == 2) {
        assertEquals(expected.remove(), heap.pop());
      } else {
        heap.replaceTop(item);
        expected.remove();
        expected.add(item);
      }
      assertEquals(expected.size(), heap.size());
      if (!expected.isEmpty()) {
        assertEquals(expected.peek(), heap.top());
      }
    }
    heap.clear();
    assertEquals(0, heap.size());
  }

  @Test
  void scoredNodesAreInTheOrderOfTheirScores() {
    float[] scores = {
      Float.NEGATIVE_INFINITY, -3, -1e-30f, -0f, 0f, 1e-30f, 0.5f, 1, Float.POSITIVE_INFINITY
    };
    for (int i = 0; i < scores.length; i++) {
      long scored = ScoredNodes.of(Integer.MAX_VALUE - i, scores[i]);
      assertEquals(scores[i], ScoredNodes.score(scored));
      assertEquals(Integer.MAX_VALUE - i, ScoredNodes.node(scored));
      assertTrue(i == 0 || scored > ScoredNodes.of(Integer.MAX_VALUE, scores[i - 1]));
    }
  }

  @Test
  void marksTellNewNodesFromOld() {
    SplittableRandom random = new SplittableRandom(2);
    NodeMarks marks = new NodeMarks();
    for (int range : new int[] {10, 100_000, Integer.MAX_VALUE}) {
      Set<Integer> expected = new HashSet<>();
      for (int i = 0; i < 20_000; i++) {
        int node = random.nextInt(range);
        assertEquals(expected.add(node), marks.add(node));
      }
      marks.clear();
    }
  }

  /** Scores of few values, so that many are equal and their ids decide. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 5000})
  void bestRowsAreThoseOfCore(int limit) {
    List<Embedding> vectors = Clusters.vectors(1000, 2, 0, 1);
    VectorTable table = Clusters.table(vectors);
    SplittableRandom random = new SplittableRandom(limit);
    BestHits expected = new BestHits(limit);
    BestRows best = new BestRows(table, limit);
    List<Boolean> wanted = new ArrayList<>();
    for (int row = 0; row < 1000; row++) {
      float score = random.nextInt(-5, 40) / 40f;
      assertEquals(expected.wants(score), best.wants(score));
      wanted.add(best.wants(score));
      expected.offer(new Hit(table.id(row), score));
      best.offer(row, score);
    }

    assertEquals(expected.list(), best.take());
    assertEquals(limit < 1000, wanted.contains(false));
  }
}
