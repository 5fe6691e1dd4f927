package io.llmrec.rank.ctrl;

import io.llmrec.core.compute.Draws;
import io.llmrec.rank.ctr.RowTower;
import io.llmrec.rank.text.RowText;
import io.llmrec.rank.text.TextTower;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.BatchSource;
import io.llmrec.rank.train.NetworkTrainer;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.train.TrainingReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The first stage of CTRL (Li et al., "CTRL: Connect collaborative and language model for CTR
 * prediction", 2023): trains a row tower and a text tower so that a row and its own text are close.
 * No labels are seen. Afterwards the text tower is not needed any more.
 *
 * <p>Rows are given in random order, anew for every epoch; a last batch of a single row says
 * nothing and is left out. The same input gives the same weights on one machine. Immutable.
 */
public final class CtrlAligner {

  /** Numbers that a batch may compare: 256 MiB of them, and a step needs several times as much. */
  private static final long MAX_COMPARISONS = 1L << 26;

  private final AlignmentOptions options;
  private final int batch;
  private final TrainingOptions training;
  private final TrainingProgress progress;

  /** An aligner that tells nobody. */
  public CtrlAligner(AlignmentOptions options, int batch, TrainingOptions training) {
    this(options, batch, training, TrainingProgress.none());
  }

  /**
   * An aligner.
   *
   * @param batch rows that are held against each other, at least 2; the more the better
   * @throws IllegalArgumentException when a batch compares more than 67,108,864 numbers, which is
   *     {@code batch² parts²}
   */
  public CtrlAligner(
      AlignmentOptions options, int batch, TrainingOptions training, TrainingProgress progress) {
    if (batch < 2 || options.comparisons(batch) > MAX_COMPARISONS) {
      throw new IllegalArgumentException(
          "batch must be at least 2 and at most %d with %d parts, was %d"
              .formatted(
                  (int) Math.sqrt((double) MAX_COMPARISONS) / options.parts(),
                  options.parts(),
                  batch));
    }
    this.options = options;
    this.batch = batch;
    this.training = training;
    this.progress = progress;
  }

  /**
   * Changes the arrays of both towers.
   *
   * @param rows the tower that will serve
   * @param texts the tower that only helps
   * @param data at least 2 rows
   */
  public TrainingReport align(RowTower rows, TextTower texts, AlignedRows data) {
    if (data.count() < 2) {
      throw new IllegalArgumentException("data must hold at least 2 rows, holds " + data.count());
    }
    AlignmentNetwork network = new AlignmentNetwork(rows, texts, options, training.seed());
    return new NetworkTrainer(training, progress)
        .train(network, new Batches(rows, texts, data, batch));
  }

  /** Batches of rows with their texts. */
  record Batches(RowTower rows, TextTower texts, AlignedRows data, int size)
      implements BatchSource {

    @Override
    public Iterator<Batch> batches(long seed) {
      int[] order = new int[data.count()];
      Arrays.setAll(order, i -> i);
      Draws draws = Draws.of(seed);
      draws.shuffle(order, 0, order.length);
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next + 1 < order.length;
        }

        @Override
        public Batch next() {
          int end = Math.min(order.length, next + size);
          Batch made = batch(Arrays.copyOfRange(order, next, end), draws);
          next = end;
          return made;
        }
      };
    }

    Batch batch(int[] indices, Draws draws) {
      int[][] some = new int[indices.length][];
      List<RowText> read = new ArrayList<>();
      for (int i = 0; i < indices.length; i++) {
        some[i] = data.row(indices[i]);
        read.add(data.text(indices[i]));
      }
      Batch batch = new Batch(indices.length);
      rows.fill(batch, some, draws);
      texts.fill(batch, read);
      return batch.wholes(AlignmentNetwork.KEYS, keys(read));
    }

    /** Equal numbers for equal texts. */
    private static long[] keys(List<RowText> texts) {
      Map<RowText, Long> known = new HashMap<>();
      return texts.stream()
          .mapToLong(text -> known.computeIfAbsent(text, any -> (long) known.size()))
          .toArray();
    }
  }
}
