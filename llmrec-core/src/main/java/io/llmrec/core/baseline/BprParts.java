package io.llmrec.core.baseline;

import io.llmrec.core.compute.Draws;
import java.util.Arrays;

/** Items parted at random into blocks of nearly equal size. */
final class BprParts {

  private final int blocks;
  private final int[] items;
  private final int[] blockOf;

  private BprParts(int blocks, int[] items) {
    this.blocks = blocks;
    this.items = items;
    blockOf = new int[items.length];
    for (int block = 0; block < blocks; block++) {
      for (int at = start(block); at < start(block + 1); at++) {
        blockOf[items[at]] = block;
      }
    }
  }

  static BprParts random(int count, int blocks, Draws draws) {
    int[] items = new int[count];
    Arrays.setAll(items, i -> i);
    draws.shuffle(items, 0, count);
    return new BprParts(blocks, items);
  }

  private int start(int block) {
    return (int) ((long) items.length * block / blocks);
  }

  int blocks() {
    return blocks;
  }

  int blockOf(int item) {
    return blockOf[item];
  }

  /** An item of a block, each equally likely. */
  int draw(int block, Draws draws) {
    int start = start(block);
    return items[start + draws.below(start(block + 1) - start)];
  }
}
