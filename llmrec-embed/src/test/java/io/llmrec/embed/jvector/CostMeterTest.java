package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostMeterTest {

  @Test
  void measuresAtEverLongerIntervals() {
    VectorTable table = Clusters.table(500, 8, 0, 1);
    CostMeter meter = new CostMeter();
    List<Integer> due = new ArrayList<>();

    for (int search = 1; search <= 20_000; search++) {
      if (meter.isDue()) {
        due.add(search);
        meter.measure(table, (query, width) -> {}, 250);
      }
    }

    // Rows, walks of 250 and of 500; then again.
    assertEquals(List.of(200, 210, 220, 1760, 1770, 1780, 14_240, 14_250, 14_260), due);
  }

  @Test
  void takesWhatItMeasuredInsteadOfWhatWasAssumed() {
    VectorTable table = Clusters.table(500, 8, 0, 1);
    CostMeter meter = new CostMeter();
    assertSame(SearchCost.ASSUMED, meter.now());
    List<Integer> widths = new ArrayList<>();

    while (meter.now() == SearchCost.ASSUMED) {
      meter.measure(table, (query, width) -> widths.add(width), 100);
    }

    SearchCost measured = meter.now();
    assertTrue(measured.rowNanos() > 0 && measured.againNanos() > 0);
    assertTrue(measured.walk().nanos(100) > 0);
    // Each width with several queries, and no more than there are rows.
    assertEquals(List.of(100, 200), widths.stream().distinct().toList().subList(0, 2));
    assertEquals(0, widths.size() % 5);
    assertTrue(Collections.max(widths) <= table.size());
  }

  @Test
  void measuresWalksOfTwoWidthsAlsoWhereThereAreFewRows() {
    VectorTable table = Clusters.table(5, 8, 0, 1);
    CostMeter meter = new CostMeter();
    List<Integer> widths = new ArrayList<>();

    while (meter.now() == SearchCost.ASSUMED) {
      meter.measure(table, (query, width) -> widths.add(width), 5);
    }

    assertEquals(Collections.nCopies(10, 5), widths);
    assertTrue(Double.isFinite(meter.now().walk().nanos(5)));
  }
}
