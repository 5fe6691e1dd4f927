package io.llmrec.rank.bias;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs in numbers, group by group. All lists of a log are as long as its longest in slots: a slot
 * of a shorter list is the one that lies as far between head and end.
 */
final class SlotLog {

  private final List<List<SlotEffects.NumberedRun>> groups = new ArrayList<>();
  private final int slotCount;

  private SlotLog(int slotCount) {
    this.slotCount = slotCount;
  }

  static SlotLog of(List<RankingRun> runs) {
    int longest = runs.stream().mapToInt(run -> run.shown().size()).max().orElse(0);
    if (longest < 2) {
      throw new IllegalArgumentException(
          "a log must hold a list of at least 2 items, the longest had " + longest);
    }
    SlotLog log = new SlotLog(longest);
    Map<String, List<RankingRun>> byGroup = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (RankingRun run : runs) {
      byGroup
          .computeIfAbsent(
              run.group(),
              group -> {
                order.add(group);
                return new ArrayList<>();
              })
          .add(run);
    }
    order.forEach(group -> log.addGroup(byGroup.getOrDefault(group, List.of())));
    return log;
  }

  private void addGroup(List<RankingRun> runs) {
    Map<String, Integer> numbers = new HashMap<>();
    List<SlotEffects.NumberedRun> numbered = new ArrayList<>();
    for (RankingRun run : runs) {
      int n = run.shown().size();
      int[] items = new int[n];
      int[] slots = new int[n];
      for (int slot = 0; slot < n; slot++) {
        items[slot] = numbers.computeIfAbsent(run.shown().get(slot), id -> numbers.size());
        slots[slot] = n < 2 ? 0 : (int) Math.round((double) slot * (slotCount - 1) / (n - 1));
      }
      numbered.add(new SlotEffects.NumberedRun(items, slots, run.scores()));
    }
    groups.add(numbered);
  }

  int slotCount() {
    return slotCount;
  }

  int groupCount() {
    return groups.size();
  }

  /** All runs as they are. */
  SlotEffects.Table table() {
    int[] each = new int[groups.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = i;
    }
    return table(each);
  }

  /** As many groups as there are, drawn with replacement. */
  SlotEffects.Table resampled(Draws draws) {
    int[] drawn = new int[groups.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = draws.below(groups.size());
    }
    return table(drawn);
  }

  private SlotEffects.Table table(int[] drawn) {
    List<SlotEffects.NumberedRun> runs = new ArrayList<>();
    int base = 0;
    for (int group : drawn) {
      int items = 0;
      for (SlotEffects.NumberedRun run : groups.get(group)) {
        int[] shifted = new int[run.items().length];
        for (int i = 0; i < shifted.length; i++) {
          shifted[i] = run.items()[i] + base;
          items = Math.max(items, run.items()[i] + 1);
        }
        runs.add(new SlotEffects.NumberedRun(shifted, run.slots(), run.scores()));
      }
      base += items;
    }
    return SlotEffects.Table.of(runs, slotCount);
  }

  /** The runs, with the slots of each list dealt out anew: what there would be without effects. */
  SlotEffects.Table shuffled(SlotEffects.Table table, Draws draws) {
    int[] slots = table.slots().clone();
    int start = 0;
    for (List<SlotEffects.NumberedRun> group : groups) {
      for (SlotEffects.NumberedRun run : group) {
        draws.shuffle(slots, start, start + run.slots().length);
        start += run.slots().length;
      }
    }
    return new SlotEffects.Table(
        table.items(), slots, table.scores(), table.itemCount(), slotCount);
  }
}
