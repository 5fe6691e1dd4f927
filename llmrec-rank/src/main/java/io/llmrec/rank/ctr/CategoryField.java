package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.feature.Vocabulary;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import org.jspecify.annotations.Nullable;

/**
 * The row of one category, or of the bucket of a number.
 *
 * @param at its place in an encoded row
 * @param unseenShare of training samples that show the row of the unseen
 */
record CategoryField(String name, Side side, EmbeddingTable table, int at, double unseenShare)
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
    return script.embedded(table.name(), Field.input(name));
  }

  @Override
  public void fill(Batch batch, int[][] rows, @Nullable Draws draws) {
    int[] ids = new int[rows.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = rows[i][at];
    }
    if (draws != null && unseenShare > 0) {
      int limit = (int) (unseenShare * (1 << 24));
      for (int i = 0; i < ids.length; i++) {
        ids[i] = draws.below(1 << 24) < limit ? Vocabulary.UNSEEN : ids[i];
      }
    }
    batch.ids(Field.input(name), ids);
  }

  @Override
  public ComputedField computed(Weights weights) {
    return (row, target, to) -> table.copyRow(row[at], target, to);
  }
}
