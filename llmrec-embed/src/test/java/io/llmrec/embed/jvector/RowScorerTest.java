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

    for (int row = 0; row < table.size(); row++) {
      scorer.load(row);
      for (int query = 0; query < queries.size(); query++) {
        float expected = queries.get(query).dot(table.embedding(row));
        assertEquals(expected, scorer.score(query));
        assertEquals(expected, scorer.roughScore(query), 1e-5);
      }
    }
  }
}
