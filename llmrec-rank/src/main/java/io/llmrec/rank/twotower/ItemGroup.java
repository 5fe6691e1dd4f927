package io.llmrec.rank.twotower;

import io.llmrec.rank.train.Batch;
import java.util.Arrays;
import java.util.List;

/** The different items of one batch, numbered in the order in which they come. */
final class ItemGroup {

  private final List<ItemInput> all;
  private final int[] places;
  private final int[] stamps;
  private int stamp;
  private int[] members = new int[256];
  private int count;

  /**
   * No items yet.
   *
   * @param all items there are, by number
   */
  ItemGroup(List<ItemInput> all) {
    this.all = all;
    this.places = new int[all.size()];
    this.stamps = new int[all.size()];
  }

  void clear() {
    count = 0;
    stamp++;
  }

  /** The place of an item in the batch. */
  int place(int item) {
    if (stamps[item] != stamp) {
      stamps[item] = stamp;
      places[item] = count;
      if (count == members.length) {
        members = Arrays.copyOf(members, 2 * count);
      }
      members[count++] = item;
    }
    return places[item];
  }

  /** The place of an item, or -1 where it is not in the batch. */
  int find(int item) {
    return stamps[item] == stamp ? places[item] : -1;
  }

  int size() {
    return count;
  }

  /** The item at a place. */
  int member(int place) {
    return members[place];
  }

  /**
   * Adds what the towers see of the items.
   *
   * @param unknown whether the item at a place shows the row of unknowns
   */
  void addTo(Batch batch, TowerLayout layout, boolean[] unknown) {
    if (layout.inputs().itemIds()) {
      int[] ids = new int[count];
      for (int i = 0; i < count; i++) {
        ids[i] = unknown[i] ? 0 : all.get(members[i]).id();
      }
      batch.ids("item", ids, count);
    }
    if (layout.hasCategories()) {
      addCategories(batch);
    }
    int numbers = 2 * layout.inputs().itemNumbers().size();
    if (numbers > 0) {
      float[] values = new float[count * numbers];
      for (int i = 0; i < count; i++) {
        System.arraycopy(all.get(members[i]).numbers(), 0, values, i * numbers, numbers);
      }
      batch.floats("numbers", values, count, numbers);
    }
    int index = 0;
    for (var vector : layout.vectors().items().entrySet()) {
      int width = vector.getValue();
      float[] values = new float[count * width];
      for (int i = 0; i < count; i++) {
        float[] own = all.get(members[i]).vectors().get(index);
        System.arraycopy(own, 0, values, i * width, width);
      }
      batch.floats(TowerLayout.itemVector(vector.getKey()), values, count, width);
      index++;
    }
  }

  private void addCategories(Batch batch) {
    int most = 1;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, all.get(members[i]).categories().length);
    }
    int[] ids = new int[count * most];
    float[] shares = new float[count * most];
    for (int i = 0; i < count; i++) {
      int[] own = all.get(members[i]).categories();
      for (int c = 0; c < own.length; c++) {
        ids[i * most + c] = own[c];
        shares[i * most + c] = 1f / own.length;
      }
    }
    batch.ids("categories", ids, count, most).floats("categories.share", shares, count, most);
  }
}
