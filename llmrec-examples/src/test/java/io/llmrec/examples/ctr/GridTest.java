package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.ctr.UserBootstrap.Drawn;
import io.llmrec.examples.ctr.UserBootstrap.Measures;
import io.llmrec.examples.experiment.Page.Entry;
import io.llmrec.examples.experiment.Page.Table;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {

  private static final GridCell FIRST = new GridCell("cold-1", "DCN-V2", "base", 1);
  private static final GridCell SECOND = new GridCell("cold-1", "DCN-V2", "all", 1);
  private static final CellScores SCORES = new CellScores(new float[] {0.25f, 0.75f}, 0.8, 2, 12.5);

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private GridRunner runner(ScoreStore store) {
    return new GridRunner(store, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @Test
  void keepsWhatACellGave() {
    assertTrue(new ScoreStore(folder, "one").make(FIRST, () -> SCORES));

    CellScores kept = new ScoreStore(folder, "one").find(FIRST).orElseThrow();
    assertEquals(0.75f, kept.probabilities()[1]);
    assertEquals(0.8, kept.validation());
    assertEquals(2, kept.epochs());
    assertEquals(12.5, kept.seconds());
    assertTrue(new ScoreStore(folder, "one").find(SECOND).isEmpty());
  }

  @Test
  void knowsNothingOfCellsThatWereMadeOtherwise() {
    new ScoreStore(folder, "one").make(FIRST, () -> SCORES);

    assertTrue(new ScoreStore(folder, "two").find(FIRST).isEmpty());
  }

  @Test
  void leavesACellToTheOneWhoIsAtIt() {
    ScoreStore store = new ScoreStore(folder, "one");
    List<Boolean> second = new ArrayList<>();

    store.make(
        FIRST,
        () -> {
          second.add(new ScoreStore(folder, "one").make(FIRST, () -> SCORES));
          return SCORES;
        });

    assertEquals(List.of(false), second);
    assertFalse(store.make(FIRST, () -> SCORES));
  }

  @Test
  void loosesOnlyTheCellThatFailed() {
    ScoreStore store = new ScoreStore(folder, "one");
    List<GridCell> cells = List.of(FIRST, SECOND);
    assertThrows(
        IllegalStateException.class,
        () ->
            runner(store)
                .run(
                    cells,
                    9,
                    cell -> {
                      if (cell.equals(SECOND)) {
                        throw new IllegalStateException("killed");
                      }
                      return SCORES;
                    }));

    List<GridCell> made = new ArrayList<>();
    assertEquals(
        1,
        runner(store)
            .run(
                cells,
                9,
                cell -> {
                  made.add(cell);
                  return SCORES;
                }));
    assertEquals(List.of(SECOND), made);
  }

  @Test
  void stopsWhereItIsTold() {
    ScoreStore store = new ScoreStore(folder, "one");

    assertEquals(1, runner(store).run(List.of(FIRST, SECOND), 1, cell -> SCORES));
    assertEquals(0, runner(store).run(List.of(FIRST, SECOND), 0, cell -> SCORES));
    assertTrue(store.find(SECOND).isEmpty());
    assertTrue(
        said.toString(StandardCharsets.UTF_8)
            .startsWith("cell 1 of 2: cold-1, DCN-V2, base, seed 1: validation AUC 0.8000"));
  }

  @Test
  void refusesNamesThatAreNoFileNames() {
    assertThrows(IllegalArgumentException.class, () -> new GridCell("../x", "m", "s", 1));
  }

  @Test
  void ordersEveryCellOnceAndProfilesUnderTheirSplitOnly() {
    List<GridCell> cells = RankerGrid.cells();

    assertEquals(cells.size(), cells.stream().distinct().count());
    assertTrue(
        cells.stream()
            .filter(cell -> cell.setting().equals("all-profiles"))
            .allMatch(cell -> cell.split().equals("warm")));
    // DCN-v2, 5 seeds: 8 settings on 7 splits, profiles on one, categories on two. 2 other
    // backbones, 3 seeds: 3 settings on 2 splits, and a third one on 1. Swapped texts once on each.
    assertEquals((8 * 7 + 1 + 2) * 5 + 3 * 3 * (2 * 2 + 1) + 7, cells.size());
    assertEquals("cold-1", cells.get(0).split());
  }

  @Test
  void comparesOnTheCellsThatBothHave() {
    GridTables tables = new GridTables(GridTest::measured);
    Table table =
        tables.table(
            new GridTables.Shown(
                List.of("cold-1", "cold-2"),
                "DCN-V2",
                List.of(1L, 2L),
                List.of("base", "all", "llm"),
                List.of("base")));

    assertEquals(
        List.of("setting", "cells", "AUC", "GAUC", "log loss", "AUC - base", "GAUC - base"),
        table.head());
    assertEquals(2, table.rows().size());
    List<Entry> all = table.rows().get(1);
    assertEquals("all", all.get(0).text());
    assertEquals("2", all.get(1).text());
    assertEquals("0.8000", all.get(2).text());
    assertEquals("+0.2500", all.get(5).text());
    assertEquals("+0.2000 to +0.3000", all.get(5).note());
    assertEquals("", table.rows().get(0).get(5).text());
  }

  /** The base has all cells, one setting those of a seed, another those of a split. */
  private static Optional<Measures> measured(GridCell cell) {
    boolean base = cell.setting().equals("base");
    boolean missing =
        switch (cell.setting()) {
          case "base" -> false;
          case "all" -> cell.seed() != 1;
          default -> !cell.split().equals("cold-1");
        };
    if (missing) {
      return Optional.empty();
    }
    double shift = cell.split().equals("cold-1") ? 0 : -0.3;
    Drawn drawn =
        base
            ? new Drawn(new double[] {0.7 + shift, 0.7 + shift, 0.7 + shift})
            : new Drawn(new double[] {0.8, 0.75, 0.85});
    return Optional.of(new Measures(drawn, drawn, drawn));
  }
}
