package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.ComputedHistory;
import io.llmrec.rank.network.HistoryAttention;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A history as the candidate sees it. */
record SeenHistoryField(EventRows events, CategoryField candidate) implements Field {

  private HistoryAttention attention() {
    return HistoryAttention.of("attention." + name(), width());
  }

  @Override
  public String name() {
    return events.name();
  }

  @Override
  public Side side() {
    return Side.PAIR;
  }

  @Override
  public int width() {
    return events.width();
  }

  @Override
  public void declare(Weights weights) {
    events.declare(weights);
    attention().declare(weights);
  }

  @Override
  public Value script(NetworkScript script) {
    Value rows = events.projected(script, events.joined(script));
    Value mask = RowList.mask(script, Field.input(name()));
    return attention().script(script, candidate.script(script), rows, mask);
  }

  @Override
  public void fill(Batch batch, int[][] rows, @Nullable Draws draws) {
    int longest = events.places().longest(rows);
    events.fillIds(batch, rows, longest);
    events.places().fillMask(batch, rows, longest, Field.input(name()));
  }

  @Override
  public ComputedField computed(Weights weights) {
    Computed projection = events.computedProjection(weights);
    ComputedHistory attention = attention().computed(weights);
    ComputedField query = candidate.computed(weights);
    return new SeenRows(row -> attention.of(rows(row, projection)), query, width());
  }

  private List<float[]> rows(int[] row, @Nullable Computed projection) {
    List<float[]> rows = new ArrayList<>();
    for (int e = 0; e < events.places().count(row); e++) {
      float[] joined = events.newJoined();
      events.copyJoined(row, e, joined);
      float[] one = joined;
      if (projection != null) {
        one = new float[width()];
        projection.apply(joined, one);
      }
      rows.add(one);
    }
    return rows;
  }
}
