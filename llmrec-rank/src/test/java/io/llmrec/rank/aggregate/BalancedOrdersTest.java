package io.llmrec.rank.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancedOrdersTest {

  private static int[] slots(int[] order) {
    int[] slots = new int[order.length];
    for (int slot = 0; slot < order.length; slot++) {
      slots[order[slot]] = slot;
    }
    return slots;
  }

  @Test
  void everyOrderIsAPermutation() {
    for (int items = 0; items < 12; items++) {
      for (int rounds = 1; rounds < 15; rounds++) {
        List<int[]> orders = BalancedOrders.draw(5, items, rounds);
        assertEquals(rounds, orders.size());
        for (int[] order : orders) {
          int[] sorted = order.clone();
          Arrays.sort(sorted);
          assertArrayEquals(IntStream.range(0, items).toArray(), sorted);
        }
      }
    }
  }

  @Test
  void asManyRoundsAsItemsPutEveryItemIntoEverySlotOnce() {
    for (int items : new int[] {1, 2, 5, 8, 20, 21}) {
      Set<String> seen = new HashSet<>();
      for (int[] order : BalancedOrders.draw(7, items, items)) {
        for (int slot = 0; slot < items; slot++) {
          seen.add(order[slot] + " in " + slot);
        }
      }
      assertEquals(items * items, seen.size());
    }
  }

  @Test
  void neighboursChange() {
    Set<String> pairs = new HashSet<>();
    for (int[] order : BalancedOrders.draw(7, 8, 8)) {
      for (int slot = 1; slot < 8; slot++) {
        pairs.add(order[slot - 1] + " before " + order[slot]);
      }
    }
    assertEquals(8 * 7, pairs.size());
  }

  @Test
  void slotsOfFewerRoundsMirrorEachOther() {
    for (int rounds : new int[] {2, 4, 10}) {
      List<int[]> orders = BalancedOrders.draw(11, 20, rounds);
      for (int item = 0; item < 20; item++) {
        int sum = 0;
        for (int[] order : orders) {
          sum += slots(order)[item];
        }
        assertEquals(rounds * 19 / 2, sum, "item " + item);
      }
    }
  }

  @Test
  void seedsAndSquaresDiffer() {
    int[] first = BalancedOrders.draw(1, 10, 1).get(0);

    assertArrayEquals(first, BalancedOrders.draw(1, 10, 1).get(0));
    assertFalse(Arrays.equals(first, BalancedOrders.draw(2, 10, 1).get(0)));
    List<int[]> two = BalancedOrders.draw(1, 10, 20);
    assertFalse(Arrays.equals(two.get(0), two.get(10)));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertEquals(
        "items must be at least 0 and rounds at least 1, were 3 and 0",
        assertThrows(IllegalArgumentException.class, () -> BalancedOrders.draw(1, 3, 0))
            .getMessage());
  }
}
