package io.llmrec.rank.aggregate;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders to show a list in, several times over, so that no item is favoured by where it stands.
 *
 * <p>Rows of a Latin square, after Williams, "Experimental designs balanced for the estimation of
 * residual effects of treatments", 1949: within as many rounds as there are items every item stands
 * in every slot exactly once, and neighbours change from round to round. Of fewer rounds the rows
 * are evenly spread: with an even number of rounds that divides the number of items every slot of
 * an item is matched by its mirror image, so that an effect that rises or falls along the list
 * cancels out. Which item takes which part is drawn anew for every seed and every full square, so
 * that different requests are independent of each other.
 */
public final class BalancedOrders {

  private BalancedOrders() {}

  /**
   * The orders: one array of item numbers from 0 per round, in the order in which they are shown.
   *
   * @param seed names the request
   * @param items how many items there are, at least 0
   * @param rounds how many orders, at least 1
   */
  public static List<int[]> draw(long seed, int items, int rounds) {
    if (items < 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "items must be at least 0 and rounds at least 1, were %d and %d"
              .formatted(items, rounds));
    }
    List<int[]> orders = new ArrayList<>(rounds);
    int square = Math.max(1, items);
    for (int start = 0; start < rounds; start += square) {
      addRows(orders, Draws.ofRound(seed, start), items, Math.min(square, rounds - start));
    }
    return orders;
  }

  private static void addRows(List<int[]> orders, Draws draws, int items, int rows) {
    int[] base = new int[items];
    for (int i = 0; i < items; i++) {
      base[i] = i;
    }
    draws.shuffle(base, 0, items);
    int offset = items == 0 ? 0 : draws.below(items);
    for (int row = 0; row < rows; row++) {
      int shift = offset + (int) ((long) row * items / rows);
      int[] order = new int[items];
      for (int slot = 0; slot < items; slot++) {
        order[slot] = base[(zigzag(slot, items) + shift) % items];
      }
      orders.add(order);
    }
  }

  /** 0, 1, n - 1, 2, n - 2 and so on: each step to the next is another one. */
  private static int zigzag(int slot, int items) {
    return slot % 2 == 1 ? (slot + 1) / 2 : (items - slot / 2) % items;
  }
}
