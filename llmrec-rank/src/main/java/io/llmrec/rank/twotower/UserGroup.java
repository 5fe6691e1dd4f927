package io.llmrec.rank.twotower;

import io.llmrec.rank.train.Batch;
import java.util.List;

/**
 * The users of one batch.
 *
 * @param users one for each row
 * @param histories places of items in the batch, oldest first, one for each row
 */
record UserGroup(List<UserInput> users, List<int[]> histories) {

  private static final float NOTHING = -1e9f;

  /** Adds what the user tower sees. */
  void addTo(Batch batch, TowerLayout layout) {
    int count = users.size();
    if (layout.inputs().userIds()) {
      batch.ids("user", users.stream().mapToInt(UserInput::id).toArray(), count);
    }
    for (int a = 0; a < layout.inputs().userAttributes().size(); a++) {
      int index = a;
      int[] rows = users.stream().mapToInt(user -> user.attributes()[index]).toArray();
      batch.ids(TowerLayout.attribute(a), rows, count);
    }
    if (layout.options().history().length() > 0) {
      addHistories(batch);
    }
    int index = 0;
    for (var vector : layout.vectors().users().entrySet()) {
      int width = vector.getValue();
      float[] values = new float[count * width];
      for (int i = 0; i < count; i++) {
        System.arraycopy(users.get(i).vectors().get(index), 0, values, i * width, width);
      }
      batch.floats(TowerLayout.userVector(vector.getKey()), values, count, width);
      index++;
    }
  }

  private void addHistories(Batch batch) {
    int count = users.size();
    int longest = 1;
    for (int[] history : histories) {
      longest = Math.max(longest, history.length);
    }
    long[] places = new long[count * longest];
    float[] shares = new float[count * longest];
    float[] added = new float[count * longest];
    for (int i = 0; i < count; i++) {
      int[] own = histories.get(i);
      for (int h = 0; h < longest; h++) {
        int at = i * longest + h;
        if (h < own.length) {
          places[at] = own[h];
          shares[at] = 1f / own.length;
        } else {
          added[at] = NOTHING;
        }
      }
    }
    batch.wholes("history", places, count, longest).floats("history.share", shares, count, longest);
    batch.floats("history.add", added, count, longest);
  }
}
