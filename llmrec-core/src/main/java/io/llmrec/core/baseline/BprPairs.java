package io.llmrec.core.baseline;

/** The choices of one block of users, sorted by the blocks of the items. */
final class BprPairs {

  private final int[] starts;
  private final int[] users;
  private final int[] items;

  private BprPairs(int[] starts) {
    this.starts = starts;
    users = new int[starts[starts.length - 1]];
    items = new int[users.length];
  }

  /** The choices of every user whose number leaves {@code block} over, divided by the blocks. */
  static BprPairs of(Row[] rows, int block, BprParts parts) {
    int[] starts = new int[parts.blocks() + 1];
    for (int user = block; user < rows.length; user += parts.blocks()) {
      for (int item : rows[user].numbers()) {
        starts[parts.blockOf(item) + 1]++;
      }
    }
    for (int b = 0; b < parts.blocks(); b++) {
      starts[b + 1] += starts[b];
    }
    BprPairs pairs = new BprPairs(starts);
    pairs.fill(rows, block, parts);
    return pairs;
  }

  private void fill(Row[] rows, int block, BprParts parts) {
    int[] next = starts.clone();
    for (int user = block; user < rows.length; user += parts.blocks()) {
      for (int item : rows[user].numbers()) {
        int at = next[parts.blockOf(item)]++;
        users[at] = user;
        items[at] = item;
      }
    }
  }

  /** The first choice of an item block; that of the block after the last is the end. */
  int start(int itemBlock) {
    return starts[itemBlock];
  }

  int user(int at) {
    return users[at];
  }

  int item(int at) {
    return items[at];
  }
}
