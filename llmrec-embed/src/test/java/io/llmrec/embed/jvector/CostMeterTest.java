package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostMeterTest {

  @Test
  void measuresAtEverLongerIntervals() {
    CostMeter meter = new CostMeter();
    List<Integer> due = new ArrayList<>();

    for (int search = 1; search <= 20_000; search++) {
      if (meter.isDue()) {
        due.add(search);
      }
    }

    assertEquals(List.of(200, 1600, 12_800), due);
  }

  @Test
  void takesWhatItMeasuredInsteadOfWhatWasAssumed() {
    VectorTable table = Clusters.table(500, 8, 0, 1);
    CostMeter meter = new CostMeter();
    assertSame(SearchCost.ASSUMED, meter.now());

    meter.measure(table, new AskingAdmission(table, id -> true, null), () -> 900, 60);

    SearchCost measured = meter.now();
    assertEquals(15, measured.visitsPerCandidate());
    assertTrue(measured.visit() > 0 && measured.row() > 0 && measured.test() > 0);
  }

  /** Where asking is free, a scan of a few is cheaper still. */
  @Test
  void countsNoQuestionsForKnownRows() {
    SearchCost cost = new SearchCost(10, 4, 1, 0.5);

    assertTrue(cost.graphPays(100_000, 100, 0.1, false));
    assertEquals(false, cost.graphPays(100_000, 100, 0.1, true));
    assertTrue(cost.graphPays(100_000, 100, 0.5, true));
    assertEquals(false, cost.graphPays(100_000, 100, 0, true));
  }
}
