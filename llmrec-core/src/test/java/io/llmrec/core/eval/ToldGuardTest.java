package io.llmrec.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToldGuardTest {

  private static final List<Interaction> EVENTS =
      IntStream.range(0, 6)
          .mapToObj(i -> Interaction.view(i < 3 ? "a" : "b", "i" + i, Instant.ofEpochSecond(i)))
          .toList();

  @Test
  void splitThatAsksForNothingToldPasses() {
    Split split = Splits.leaveLastOut(EVENTS);

    ToldGuard.require("profiles", split.train(), split);
    ToldGuard.require("profiles", List.of(), split);
  }

  @Test
  void splitThatAsksForWhatWasToldIsRefused() {
    Split split = Splits.leaveLastOut(EVENTS);
    List<Interaction> told = EVENTS.subList(1, 3);

    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> ToldGuard.require("profiles", told, split));

    assertEquals(
        "profiles were told 2 of the 4 items that the cases ask for, such as item 'i1' of case"
            + " 'a@1970-01-01T00:00:01Z': use them only under the split they were made for",
        e.getMessage());
  }

  @Test
  void anotherUsersEventIsNoLeak() {
    ToldGuard.require(
        "profiles",
        List.of(Interaction.view("c", "i2", Instant.EPOCH)),
        Splits.leaveLastOut(EVENTS));
  }
}
