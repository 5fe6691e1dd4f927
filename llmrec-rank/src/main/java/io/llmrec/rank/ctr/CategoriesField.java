package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import org.jspecify.annotations.Nullable;

/**
 * The mean of the rows of several categories; 0 of none.
 *
 * @param places where they stand in an encoded row
 */
record CategoriesField(String name, Side side, EmbeddingTable table, RowList places)
    implements Field {

  @Override
  public int width() {
    return table.width();
  }

  @Override
  public void declare(Weights weights) {
    // All it learns is in the table.
  }

  @Override
  public Value script(NetworkScript script) {
    Value rows = script.embedded(table.name(), Field.input(name));
    return RowList.mean(script, rows, Field.input(name));
  }

  @Override
  public void fill(Batch batch, int[][] rows, @Nullable Draws draws) {
    int longest = places.longest(rows);
    batch.ids(Field.input(name), places.ids(rows, longest, 0), rows.length, longest);
    places.fillShares(batch, rows, longest, Field.input(name));
  }

  @Override
  public ComputedField computed(Weights weights) {
    return (row, target, to) -> {
      float[] sum = new float[width()];
      float[] one = new float[width()];
      int count = places.count(row);
      for (int e = 0; e < count; e++) {
        table.copyRow(places.id(row, e, 0), one, 0);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += one[i];
        }
      }
      for (int i = 0; i < sum.length; i++) {
        target[to + i] = sum[i] / Math.max(1, count);
      }
    };
  }
}
