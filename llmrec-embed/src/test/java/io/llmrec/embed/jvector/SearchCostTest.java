package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchCostTest {

  /** What is known of a filter before a search. */
  private record Known(double share, double askNanos, double findNanos) implements Admission {

    /** A predicate that must be asked about each row. */
    static Known asking(double share, double askNanos, int rows) {
      return new Known(share, askNanos, askNanos * rows);
    }

    @Override
    public boolean test(int row) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RowCursor rows() {
      throw new UnsupportedOperationException();
    }
  }

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
    assertEquals(
        graph, SearchCost.ASSUMED.graphPays(rows, width, 1, Known.asking(share, 24, rows)));
  }

  /** Measured at 100,000 vectors of 128 dimensions. */
  private static final SearchCost MEASURED =
      new SearchCost(
          new WalkCurve(
              List.of(
                  new WalkCurve.Point(10, 160e3),
                  new WalkCurve.Point(40, 330e3),
                  new WalkCurve.Point(160, 1_300e3),
                  new WalkCurve.Point(320, 2_900e3))),
          80,
          40);

  @ParameterizedTest
  @CsvSource({
    // share, nanoseconds to ask, whether the graph pays
    "0.5, 0, true",
    "0.5, 15, true",
    "0.5, 1000, true",
    "0.1, 0, false", // 1.2 ms for a walk that keeps 100, 0.8 ms for a scan of 10,000
    "0.1, 15, true", // asking about all takes 1.5 ms
    "0.02, 0, false",
    "0.02, 15, false",
    "0.01, 0, false",
    "0.01, 15, false",
    "0.01, 1000, true" // a walk asks about 1,000 rows, a scan about all
  })
  void countsWhatAskingTakes(double share, double ask, boolean graph) {
    assertEquals(graph, MEASURED.graphPays(100_000, 10, 1, Known.asking(share, ask, 100_000)));
  }

  /** A scan asks once for all queries and reads each row once; walks are for one query each. */
  @Test
  void scansForManyQueriesTogetherWhatItWouldWalkToForOne() {
    Known tenth = Known.asking(0.1, 15, 100_000);

    assertEquals(true, MEASURED.graphPays(100_000, 10, 1, tenth));
    assertEquals(false, MEASURED.graphPays(100_000, 10, 8, tenth));
  }

  /** A scan of 2,000 rows takes 160 microseconds, as much as the narrowest walk. */
  @Test
  void knowsHowFarAWalkGetsInTheTimeOfAScan() {
    assertEquals(10, MEASURED.nodesPerScan(100_000, new Known(0.02, 0, 0)), 0.2);
    assertEquals(40, MEASURED.nodesPerScan(100_000, new Known(0.02, 0, 170e3)), 0.2);
    assertEquals(20, MEASURED.nodesPerScan(100_000, new Known(0.02, 2833, 113.3e3)), 0.2);
    assertEquals(100_000, MEASURED.nodesPerScan(100_000, new Known(1, 0, 1e12)), 0.2);
  }

  @Test
  void drawsLinesBetweenAndBeyondTheWidthsMeasured() {
    WalkCurve curve =
        new WalkCurve(
            List.of(
                new WalkCurve.Point(10, 100),
                new WalkCurve.Point(20, 200),
                new WalkCurve.Point(40, 800)));

    assertEquals(0, curve.nanos(0));
    assertEquals(50, curve.nanos(5));
    assertEquals(150, curve.nanos(15));
    assertEquals(200, curve.nanos(20));
    assertEquals(500, curve.nanos(30));
    assertEquals(1400, curve.nanos(60));
  }
}
