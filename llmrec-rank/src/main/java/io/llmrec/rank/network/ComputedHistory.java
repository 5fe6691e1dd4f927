package io.llmrec.rank.network;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link HistoryAttention} in plain Java. What the first layer makes of an event alone is
 * computed once for a history. Immutable and safe for use by several threads.
 */
public final class ComputedHistory {

  private final DenseParts first;
  private final @Nullable Computed rest;
  private final Computed last;
  private final int width;

  ComputedHistory(DenseParts first, @Nullable Computed rest, Computed last) {
    this.first = first;
    this.rest = rest;
    this.last = last;
    this.width = first.inputs() / 4;
  }

  /** A history, to be seen by candidates. */
  public Seen of(List<float[]> events) {
    return new Seen(events);
  }

  /** A history with what does not depend on a candidate. Safe for use by several threads. */
  public final class Seen {

    private final List<float[]> events;
    private final float[][] sums;

    private Seen(List<float[]> events) {
      this.events = List.copyOf(events);
      this.sums = new float[events.size()][];
      for (int e = 0; e < sums.length; e++) {
        sums[e] = first.bias();
        first.addPart(events.get(e), width, sums[e]);
        first.addPart(negative(events.get(e)), 2 * width, sums[e]);
      }
    }

    private static float[] negative(float[] values) {
      float[] negative = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        negative[i] = -values[i];
      }
      return negative;
    }

    /** Writes what a candidate sees; 0 of an empty history. */
    public void apply(float[] candidate, float[] output) {
      Arrays.fill(output, 0);
      float[] query = new float[first.outputs()];
      first.addPart(candidate, 0, query);
      first.addPart(candidate, 2 * width, query);
      float[] hidden = new float[query.length];
      float[] product = new float[width];
      float[] deep = rest == null ? hidden : new float[rest.outputs()];
      float[] weight = new float[1];
      for (int e = 0; e < sums.length; e++) {
        float[] event = events.get(e);
        for (int i = 0; i < width; i++) {
          product[i] = candidate[i] * event[i];
        }
        for (int i = 0; i < hidden.length; i++) {
          hidden[i] = query[i] + sums[e][i];
        }
        first.addPart(product, 3 * width, hidden);
        first.bend(hidden);
        if (rest != null) {
          rest.apply(hidden, deep);
        }
        last.apply(deep, weight);
        Kernels.add(output, weight[0], event);
      }
    }
  }
}
