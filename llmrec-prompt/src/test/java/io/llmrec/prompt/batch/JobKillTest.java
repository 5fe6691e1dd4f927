package io.llmrec.prompt.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.prompt.batch.FaultyServer.Fault;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process against a real server, really killed. */
class JobKillTest {

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void everyItemIsSettledOnceAfterThreeKills() throws Exception {
    killAndGoOn(3, 380, 11);
  }

  @Test
  @Tag("long")
  @Timeout(300)
  void everyItemIsSettledOnceAfterTenKills() throws Exception {
    killAndGoOn(10, 2000, 17);
  }

  private void killAndGoOn(int kills, int items, long seed) throws Exception {
    Random random = new Random(seed);
    try (FaultyServer server = new FaultyServer()) {
      int most = items / (kills + 1);
      for (int i = 0; i < kills; i++) {
        try (JobProcess child = JobProcess.start(folder, server.base(), items)) {
          server.awaitAnswers(1 + random.nextInt(most));
          child.kill();
        }
      }
      try (JobProcess child = JobProcess.start(folder, server.base(), items)) {
        String output = child.output();
        assertTrue(output.startsWith("FINISHED"), output);
      }
      check(server.paid(), kills, items);
    }
  }

  private void check(Map<Integer, Integer> paid, int kills, int items) {
    Jobs.Model unasked = new Jobs.Model();
    try (EnrichmentJob job = JobProcess.job(folder, unasked)) {
      Set<String> texts = new HashSet<>();
      job.forEachText(text -> assertTrue(texts.add(text.itemId()), "twice: " + text.itemId()));
      Map<String, DeadLetter> letters = new HashMap<>();
      job.forEachDeadLetter(
          letter -> assertEquals(null, letters.put(letter.itemId(), letter), letter::itemId));
      for (int i = 0; i < items; i++) {
        check(i, texts.contains("i" + i), letters.get("i" + i));
      }
      assertEquals(items, texts.size() + letters.size());
      assertEquals(items, job.run(Jobs.items(items), items).counts().done());
      assertEquals(0, unasked.asked().size());
    }
    int repeated = paid.values().stream().mapToInt(count -> count - 1).sum();
    System.out.printf(
        "%d items, %d kills: %d completions paid for, %d of them again%n",
        items, kills, paid.values().stream().mapToInt(count -> count).sum(), repeated);
    assertTrue(repeated <= kills * JobProcess.CONCURRENCY, "paid again for " + repeated);
  }

  private static void check(int item, boolean enriched, DeadLetter letter) {
    String name = "item " + item + ", " + Fault.of(item) + ": " + letter;
    switch (Fault.of(item)) {
      case TALKS -> assertTrue(letter.reason().contains("no summary"), name);
      case REFUSES -> assertTrue(letter.reason().contains("400"), name);
      case ALWAYS_DOWN -> {
        assertEquals(DeadLetter.Cause.FAILED, letter.cause(), name);
        assertTrue(letter.reason().contains("503"), name);
        assertEquals(6, letter.tries(), name);
      }
      case GARBAGE_AT_FIRST -> assertTrue(enriched != (letter != null), name);
      default -> assertTrue(enriched && letter == null, name);
    }
    assertTrue(enriched != (letter != null), name);
  }
}
