package io.llmrec.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed. */
class PrepareKillTest {

  private static final int ITEMS = 5000;
  private static final int BATCH = 64;

  @TempDir Path folder;

  /** Reads the child's lines until it has begun with the given batch, then kills it. */
  private int killAtBatch(int batch) throws Exception {
    try (ChildProcess child = ChildProcess.prepare(folder, ITEMS)) {
      for (int i = 0; i <= batch; i++) {
        assertTrue(String.valueOf(child.nextLine()).startsWith("encode "));
      }
      child.kill();
      int begun = batch + 1;
      while (child.nextLine() != null) {
        begun++;
      }
      return begun;
    }
  }

  @Test
  void goesOnWhereAKilledProcessStopped() throws Exception {
    int begun = killAtBatch(20);
    Fakes.Encoder encoder = new Fakes.Encoder();

    try (Recommender recommender =
        ChildProcess.pipeline(ITEMS, encoder).prepare(folder, Progress.none())) {
      List<String> asked = encoder.asked();
      assertTrue(asked.size() <= ITEMS - 20 * BATCH, "asked again for finished batches");
      assertTrue(asked.size() >= ITEMS - begun * BATCH, "took over what was never finished");
      assertEquals(Fakes.ids(ITEMS - asked.size(), ITEMS), asked);
      assertEquals(ITEMS, recommender.prepared().vectors().size());
      assertEquals(
          Fakes.vector(Fakes.items(7).get(6)), recommender.prepared().vectors().find("i6"));
    }
  }

  @Test
  void survivesSeveralKills() throws Exception {
    killAtBatch(3);
    killAtBatch(3);
    Fakes.Encoder encoder = new Fakes.Encoder();

    ChildProcess.pipeline(ITEMS, encoder).prepare(folder, Progress.none()).close();

    assertTrue(encoder.asked().size() <= ITEMS - 6 * BATCH);
    assertEquals(encoder.asked().size(), new HashSet<>(encoder.asked()).size());
  }

  @Test
  void aFolderMadeByAnotherProcessIsOnlyOpened() throws Exception {
    try (ChildProcess child = ChildProcess.prepare(folder, 100)) {
      assertEquals("done", child.lastLine());
      assertNull(child.nextLine());
    }
    Fakes.Encoder encoder = new Fakes.Encoder();

    ChildProcess.pipeline(100, encoder).prepare(folder, Progress.none()).close();

    assertEquals(List.of(), encoder.asked());
  }
}
