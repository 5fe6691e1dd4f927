package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How choices are parted among threads. */
class BprScheduleTest {

  private static final int BLOCKS = 4;

  private static Row[] users() {
    Row[] users = new Row[10];
    for (int user = 0; user < users.length; user++) {
      users[user] = new Row(new int[] {user, user + 1, user + 7}, new double[] {1, 1, 1});
    }
    return users;
  }

  @Test
  void everyChoiceIsInExactlyOnePlace() {
    BprParts parts = BprParts.random(17, BLOCKS, Draws.of(1));
    Set<String> seen = new HashSet<>();

    for (int block = 0; block < BLOCKS; block++) {
      BprPairs pairs = BprPairs.of(users(), block, parts);
      for (int at = pairs.start(0); at < pairs.start(BLOCKS); at++) {
        assertEquals(block, pairs.user(at) % BLOCKS);
        assertTrue(seen.add(pairs.user(at) + " chose " + pairs.item(at)));
      }
    }

    assertEquals(30, seen.size());
  }

  @Test
  void choicesOfAnItemBlockHoldItsItemsOnly() {
    BprParts parts = BprParts.random(17, BLOCKS, Draws.of(1));
    BprPairs pairs = BprPairs.of(users(), 0, parts);

    for (int block = 0; block < BLOCKS; block++) {
      for (int at = pairs.start(block); at < pairs.start(block + 1); at++) {
        assertEquals(block, parts.blockOf(pairs.item(at)));
      }
    }
  }

  @Test
  void drawsEveryItemOfABlockAndNoOther() {
    BprParts parts = BprParts.random(17, BLOCKS, Draws.of(1));
    Draws draws = Draws.of(2);
    Set<Integer> drawn = new HashSet<>();

    for (int i = 0; i < 400; i++) {
      int item = parts.draw(i % BLOCKS, draws);
      assertEquals(i % BLOCKS, parts.blockOf(item));
      drawn.add(item);
    }

    assertEquals(17, drawn.size());
  }
}
