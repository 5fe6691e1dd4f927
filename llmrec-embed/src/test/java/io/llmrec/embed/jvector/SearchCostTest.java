package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchCostTest {

  @ParameterizedTest
  @CsvSource({
    "10000, 300, 1, false",
    "20000, 300, 1, true",
    "50000, 300, 0.8, true",
    "50000, 300, 0.2, false",
    "100000, 100, 0.2, true",
    "100000, 100, 0.1, false",
    "1000000, 300, 0.1, true",
    "1000000, 300, 0.01, false",
    "1000000, 300, 0, false",
    "1000000, 30000, 1, false"
  })
  void walksTheGraphWhereThatIsCheaper(int rows, int width, double share, boolean graph) {
    assertEquals(graph, SearchCost.ASSUMED.graphPays(rows, width, share, false));
  }
}
