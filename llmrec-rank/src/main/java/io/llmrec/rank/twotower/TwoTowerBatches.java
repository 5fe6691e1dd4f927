package io.llmrec.rank.twotower;

import io.llmrec.core.compute.Draws;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.BatchSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Positives in random order, each with the history that came before it. */
final class TwoTowerBatches implements BatchSource {

  private static final float NOTHING = -1e9f;
  private static final double GAP_RATE = 0.05;

  private final TowerLayout layout;
  private final TowerSamples samples;
  private final int[] users;
  private final int[] places;
  private final double[] shares;
  private final int[][] sorted;

  TwoTowerBatches(TowerLayout layout, TowerSamples samples) {
    this.layout = layout;
    this.samples = samples;
    int count = samples.taken().stream().mapToInt(taken -> taken.length).sum();
    users = new int[count];
    places = new int[count];
    shares = new double[samples.items().size()];
    sorted = new int[samples.taken().size()][];
    int at = 0;
    for (int user = 0; user < sorted.length; user++) {
      int[] taken = samples.taken().get(user);
      sorted[user] = Arrays.stream(taken).sorted().distinct().toArray();
      for (int place = 0; place < taken.length; place++) {
        users[at] = user;
        places[at++] = place;
        shares[taken[place]] += 1.0 / count;
      }
    }
  }

  int size() {
    return users.length;
  }

  @Override
  public Iterator<Batch> batches(long seed) {
    int[] order = new int[users.length];
    Arrays.setAll(order, i -> i);
    Draws draws = Draws.of(seed);
    draws.shuffle(order, 0, order.length);
    return new Epoch(order, draws);
  }

  private int item(int sample) {
    return samples.taken().get(users[sample])[places[sample]];
  }

  /** One pass. */
  private final class Epoch implements Iterator<Batch> {

    private final int[] order;
    private final Draws draws;
    private final ItemGroup group = new ItemGroup(samples.items());
    private final GapEstimate gaps = new GapEstimate(samples.items().size(), GAP_RATE);
    private long step;
    private int next;

    Epoch(int[] order, Draws draws) {
      this.order = order;
      this.draws = draws;
      if (layout.options().negatives().correction() == SamplingCorrection.STREAMED) {
        // The stream is known for one pass: the second time the first gaps are known too.
        for (int i = 0; i < order.length; i++) {
          step = i / layout.options().batch();
          gaps.draw(item(order[i]), step);
        }
        step++;
      }
    }

    /** A single positive has nothing to be compared with. */
    @Override
    public boolean hasNext() {
      return order.length - next >= 2;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch is over");
      }
      int end = Math.min(order.length, next + layout.options().batch());
      int[] rows = Arrays.copyOfRange(order, next, end);
      next = end;
      group.clear();
      Batch batch = new Batch(rows.length);
      addTargets(batch, rows);
      addUsers(batch, rows);
      if (layout.options().negatives().hard() > 0) {
        addHard(batch, rows);
      }
      // From here on no item joins the group.
      addMasked(batch, rows);
      group.addTo(batch, layout, dropped());
      if (layout.options().negatives().correction() != SamplingCorrection.NONE) {
        batch.floats("logq", logs(), group.size());
      }
      step++;
      return batch;
    }

    private void addTargets(Batch batch, int[] rows) {
      long[] targets = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        targets[i] = group.place(item(rows[i]));
        gaps.draw(item(rows[i]), step);
      }
      batch.wholes("target", targets);
    }

    private void addUsers(Batch batch, int[] rows) {
      List<UserInput> inputs = new ArrayList<>(rows.length);
      List<int[]> histories = new ArrayList<>(rows.length);
      int most = layout.options().history().length();
      for (int row : rows) {
        inputs.add(samples.users().get(users[row]));
        int[] taken = samples.taken().get(users[row]);
        int place = places[row];
        int[] history = Arrays.copyOfRange(taken, Math.max(0, place - most), place);
        for (int h = 0; h < history.length; h++) {
          history[h] = group.place(history[h]);
        }
        histories.add(history);
      }
      new UserGroup(inputs, histories).addTo(batch, layout);
    }

    private void addHard(Batch batch, int[] rows) {
      int most = layout.options().negatives().hard();
      long[] negatives = new long[rows.length * most];
      float[] added = new float[rows.length * most];
      for (int i = 0; i < rows.length; i++) {
        int user = users[rows[i]];
        int[] own = samples.hard().get(user);
        for (int h = 0; h < most; h++) {
          int at = i * most + h;
          int item = own.length == 0 ? -1 : own[draws.below(own.length)];
          boolean usable = item >= 0 && Arrays.binarySearch(sorted[user], item) < 0;
          negatives[at] = usable ? group.place(item) : 0;
          added[at] = usable ? -correction(item) : NOTHING;
        }
      }
      batch
          .wholes("hard", negatives, rows.length, most)
          .floats("hard.add", added, rows.length, most);
    }

    /** The places in the scores where the column's item is one the row's user took. */
    private void addMasked(Batch batch, int[] rows) {
      int[] first = new int[group.size()];
      int[] other = new int[rows.length];
      Arrays.fill(first, -1);
      for (int j = rows.length - 1; j >= 0; j--) {
        int place = group.find(item(rows[j]));
        other[j] = first[place];
        first[place] = j;
      }
      LongList masked = new LongList();
      for (int i = 0; i < rows.length; i++) {
        for (int item : sorted[users[rows[i]]]) {
          int place = group.find(item);
          for (int j = place < 0 ? -1 : first[place]; j >= 0; j = other[j]) {
            if (j != i) {
              masked.add((long) i * rows.length + j);
            }
          }
        }
      }
      batch.wholes("masked", masked.toArray(), masked.size());
    }

    private boolean[] dropped() {
      boolean[] dropped = new boolean[group.size()];
      double share = layout.options().negatives().idDropout();
      int bound = (int) Math.round(share * (1 << 20));
      for (int i = 0; bound > 0 && i < dropped.length; i++) {
        dropped[i] = draws.below(1 << 20) < bound;
      }
      return dropped;
    }

    private float[] logs() {
      float[] logs = new float[group.size()];
      for (int i = 0; i < logs.length; i++) {
        logs[i] = correction(group.member(i));
      }
      return logs;
    }

    /** ln q of an item; 0 for one that is never a positive. */
    private float correction(int item) {
      return switch (layout.options().negatives().correction()) {
        case NONE -> 0;
        case COUNTED -> shares[item] == 0 ? 0 : (float) Math.log(shares[item]);
        case STREAMED -> (float) Math.log(gaps.probability(item, step));
      };
    }
  }
}
