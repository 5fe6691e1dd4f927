package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.examples.ctr.Ratings.Line;
import io.llmrec.examples.ctr.Ratings.Told;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CtrlTaskTest {

  /** Two users with ten ratings each, the second one's later, and one of 3 stars. */
  private static final Ratings RATINGS =
      Ratings.of(
          IntStream.range(0, 21)
              .mapToObj(
                  i ->
                      new Line(
                          i < 11 ? "a" : "b",
                          "film-" + i % 7,
                          i == 4 ? 3 : 1 + 4 * (i % 2),
                          i,
                          1000 + i,
                          Told.YES))
              .toList());

  @Test
  void leavesOutThreeStarsAndPartsTheRestInTime() {
    CtrSplit split = CtrlTask.split(RATINGS, CtrlTask.BY_TIME);

    assertEquals(Part.UNUSED, split.parts()[4]);
    assertEquals(16, split.rows(Part.TRAIN).length);
    assertEquals(List.of(17, 18), boxed(split.rows(Part.VALIDATION)));
    assertEquals(List.of(19, 20), boxed(split.rows(Part.TEST)));
  }

  @Test
  void partsEveryUserByItself() {
    CtrSplit split = CtrlTask.split(RATINGS, CtrlTask.BY_USER);

    assertEquals(Part.UNUSED, split.parts()[4]);
    assertEquals(List.of(9, 19), boxed(split.rows(Part.VALIDATION)));
    assertEquals(List.of(10, 20), boxed(split.rows(Part.TEST)));
  }

  private static List<Integer> boxed(int[] rows) {
    return Arrays.stream(rows).boxed().toList();
  }

  @Test
  void countsWhatTrainingLacks() {
    assertEquals(
        "16 training rows, 2 test rows, 0 of them of users and 0 of films that training lacks",
        CtrlTask.unknown(RATINGS, CtrlTask.split(RATINGS, CtrlTask.BY_TIME)));
  }

  @Test
  void namesASplitThatThereIsNot() {
    assertEquals(
        "there is no split 'warm'",
        assertThrows(IllegalArgumentException.class, () -> CtrlTask.split(RATINGS, "warm"))
            .getMessage());
  }

  @Test
  void everyCellComesOnceAndTheBackbonesFirst() {
    List<GridCell> cells = CtrlGrid.cells();

    assertEquals(cells.size(), new HashSet<>(cells).size());
    assertTrue(cells.subList(0, 3).stream().allMatch(cell -> cell.setting().equals("base")));
    // 5 settings, 3 backbones and 3 seeds by time; 2 by user; 2 with more passes.
    assertEquals(3 * 3 * 5 + 2 + 3 * 2, cells.size());
  }
}
