package io.llmrec.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressOfReadingTest {

  @Test
  void theItemsOfTheStepAreTheFilesBytes() {
    List<Progress.Update> updates = new ArrayList<>();
    Progress progress = updates::add;

    progress.ofReading("read ratings").update(5, 9);

    assertEquals("read ratings", updates.get(0).step());
    assertEquals(5, updates.get(0).done());
    assertEquals(9, updates.get(0).total());
    assertEquals(0, updates.get(0).reused());
  }
}
