package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import org.jspecify.annotations.Nullable;

/** The mean of a history's events, padding left out. */
record HistoryField(EventRows events) implements Field {

  @Override
  public String name() {
    return events.name();
  }

  @Override
  public Side side() {
    return events.side();
  }

  @Override
  public int width() {
    return events.width();
  }

  @Override
  public void declare(Weights weights) {
    events.declare(weights);
  }

  @Override
  public Value script(NetworkScript script) {
    // The projection is linear: once for the mean instead of once for each event.
    Value mean = RowList.mean(script, events.joined(script), Field.input(name()));
    return events.projected(script, mean);
  }

  @Override
  public void fill(Batch batch, int[][] rows, @Nullable Draws draws) {
    int longest = events.places().longest(rows);
    events.fillIds(batch, rows, longest);
    events.places().fillShares(batch, rows, longest, Field.input(name()));
  }

  @Override
  public ComputedField computed(Weights weights) {
    Computed projection = events.computedProjection(weights);
    return (row, target, to) -> {
      float[] mean = mean(row);
      float[] result = mean;
      if (projection != null) {
        result = new float[width()];
        projection.apply(mean, result);
      }
      System.arraycopy(result, 0, target, to, result.length);
    };
  }

  private float[] mean(int[] row) {
    float[] mean = events.newJoined();
    float[] one = events.newJoined();
    int count = events.places().count(row);
    for (int e = 0; e < count; e++) {
      events.copyJoined(row, e, one);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= Math.max(1, count);
    }
    return mean;
  }
}
