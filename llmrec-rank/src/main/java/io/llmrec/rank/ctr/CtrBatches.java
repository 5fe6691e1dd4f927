package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.rank.feature.EncodedSample;
import io.llmrec.rank.feature.SampleSource;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.BatchSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** Batches of samples in random order, made as they are asked for. */
record CtrBatches(CtrNetwork network, CtrOptions options, SampleSource samples)
    implements BatchSource {

  private static final int CHANCE = 1;

  @Override
  public Iterator<Batch> batches(long seed) {
    Stream<EncodedSample> stream = samples.open();
    Iterator<EncodedSample> drawn =
        SampleSource.shuffled(stream.iterator(), options.shuffleBuffer(), seed, 0);
    Draws draws = Draws.of(seed, CHANCE);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        boolean more = drawn.hasNext();
        if (!more) {
          stream.close();
        }
        return more;
      }

      @Override
      public Batch next() {
        if (!drawn.hasNext()) {
          throw new NoSuchElementException("there are no samples left");
        }
        int[][] rows = new int[options.batch()][];
        float[] labels = new float[rows.length];
        int count = 0;
        for (; count < rows.length && drawn.hasNext(); count++) {
          EncodedSample sample = drawn.next();
          rows[count] = sample.row();
          labels[count] = sample.positive() ? 1 : 0;
        }
        return network.batch(Arrays.copyOf(rows, count), Arrays.copyOf(labels, count), draws);
      }
    };
  }
}
