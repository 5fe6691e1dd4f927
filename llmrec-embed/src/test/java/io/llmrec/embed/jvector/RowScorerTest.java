package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowScorerTest {

  @Test
  void scoresEachRowThatIsLoadedRoughlyAndExactly() {
    VectorTable table = Clusters.table(20, 37, 0, 1);
    List<Embedding> queries = List.of(table.embedding(3), table.embedding(4));
    RowScorer scorer = new RowScorer(table, queries);

    int[] rows = {7, 0, 19, 7};
    scorer.load(rows, rows.length);

    for (int loaded = 0; loaded < rows.length; loaded++) {
      for (int query = 0; query < queries.size(); query++) {
        float expected = queries.get(query).dot(table.embedding(rows[loaded]));
        assertEquals(expected, scorer.score(query, loaded));
        assertEquals(expected, scorer.roughScore(query, loaded), 1e-5);
      }
    }
  }

  @Test
  void loadsAtLeastOneRowHoweverLong() {
    RowScorer scorer = new RowScorer(Clusters.table(2, 5000, 0, 1), List.of());

    assertEquals(1, scorer.block());
  }
}
