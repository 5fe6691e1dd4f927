package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopHeapTest {

  @Test
  void sortsTheBestWithinTheCallsItMay() {
    for (int seed = 0; seed < 300; seed++) {
      int count = 1 + seed % 23;
      int children = 1 + seed % 6;
      int top = 1 + seed % count;
      int[] worth = IntStream.range(0, count).toArray();
      Draws.of(seed).shuffle(worth, 0, count);
      int[] calls = {0};

      int[] order =
          TopHeap.order(
              count,
              children,
              top,
              group -> {
                calls[0]++;
                int best = 0;
                for (int i = 1; i < group.length; i++) {
                  best = worth[group[i]] > worth[group[best]] ? i : best;
                }
                return best;
              });

      for (int place = 0; place < top; place++) {
        assertEquals(count - 1 - place, worth[order[place]]);
      }
      int[] sorted = order.clone();
      Arrays.sort(sorted);
      assertArrayEquals(IntStream.range(0, count).toArray(), sorted);
      long most = TopHeap.mostCost(count, children, top, each -> 1);
      assertTrue(calls[0] <= most, calls[0] + " calls of " + most);
    }
  }

  @Test
  void theMostCallsAreReachedBySomeOrder() {
    int[] most = {0};
    for (int seed = 0; seed < 500; seed++) {
      int[] worth = IntStream.range(0, 6).toArray();
      Draws.of(seed).shuffle(worth, 0, 6);
      int[] calls = {0};
      TopHeap.order(
          6,
          2,
          1,
          group -> {
            calls[0]++;
            return IntStream.range(0, group.length)
                .boxed()
                .max((a, b) -> Integer.compare(worth[group[a]], worth[group[b]]))
                .orElseThrow();
          });
      most[0] = Math.max(most[0], calls[0]);
    }
    assertEquals(TopHeap.mostCost(6, 2, 1, each -> 1), most[0]);
  }
}
