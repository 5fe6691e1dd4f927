package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.ctr.CtrSplit.Part;
import io.llmrec.examples.ctr.Ratings.Told;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CtrSplitTest {

  private final Ratings ratings = TinyRatings.ratings();

  private Set<Integer> items(CtrSplit split, Part part) {
    return Arrays.stream(split.rows(part))
        .map(row -> ratings.item()[row])
        .boxed()
        .collect(Collectors.toSet());
  }

  @Test
  void testsWhatTheProfilesWereNotTold() {
    CtrSplit split = CtrSplit.warm(ratings);

    for (int row = 0; row < ratings.size(); row++) {
      assertEquals(ratings.told()[row] == Told.NO, split.parts()[row] == Part.TEST);
    }
    assertTrue(split.rows(Part.VALIDATION).length > 0);
    Profiles.requireUntold(ratings, split);
  }

  @Test
  void refusesProfilesUnderOtherSplits() {
    IllegalArgumentException time =
        assertThrows(
            IllegalArgumentException.class,
            () -> Profiles.requireUntold(ratings, CtrSplit.time(ratings)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Profiles.requireUntold(ratings, CtrSplit.coldItems(ratings, 1)));

    assertTrue(time.getMessage().startsWith("user profiles were told "), time.getMessage());
  }

  @Test
  void testsWhatIsLaterThanAllElse() {
    CtrSplit split = CtrSplit.time(ratings);

    assertTrue(last(split, Part.TRAIN) <= first(split, Part.VALIDATION));
    assertTrue(last(split, Part.VALIDATION) <= first(split, Part.TEST));
    assertEquals(ratings.size() / 10.0, split.rows(Part.TEST).length, 1);
    assertEquals(ratings.size() / 20.0, split.rows(Part.VALIDATION).length, 1);
  }

  private long first(CtrSplit split, Part part) {
    return seconds(split, part).min().orElseThrow();
  }

  private long last(CtrSplit split, Part part) {
    return seconds(split, part).max().orElseThrow();
  }

  private LongStream seconds(CtrSplit split, Part part) {
    return IntStream.of(split.rows(part)).mapToLong(row -> ratings.seconds()[row]);
  }

  @Test
  void holdsBackItemsWithAllTheirRatings() {
    CtrSplit split = CtrSplit.coldItems(ratings, 1);
    Set<Integer> test = items(split, Part.TEST);
    Set<Integer> validation = items(split, Part.VALIDATION);
    Set<Integer> train = items(split, Part.TRAIN);

    assertEquals(10, test.size());
    assertEquals(3, validation.size());
    assertEquals(37, train.size());
    assertTrue(test.stream().noneMatch(train::contains));
    assertTrue(validation.stream().noneMatch(train::contains));
    assertFalse(test.equals(items(CtrSplit.coldItems(ratings, 2), Part.TEST)));
    assertTrue(test.equals(items(CtrSplit.coldItems(ratings, 1), Part.TEST)));
  }

  @Test
  void remembersTrainingRowsOnlyUnlessTimeParts() {
    CtrSplit cold = CtrSplit.coldItems(ratings, 1);
    CtrSplit time = CtrSplit.time(ratings);
    int held = cold.rows(Part.TEST)[0];
    int known = cold.rows(Part.TRAIN)[0];

    assertFalse(cold.remembers(held));
    assertTrue(cold.remembers(known));
    assertTrue(time.remembers(time.rows(Part.TEST)[0]));
    assertTrue(time.knownToTest(time.rows(Part.VALIDATION)[0]));
    assertFalse(time.knownToTest(time.rows(Part.TEST)[0]));
    assertFalse(cold.knownToTest(cold.rows(Part.VALIDATION)[0]));
  }
}
