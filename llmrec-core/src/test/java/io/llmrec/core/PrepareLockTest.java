package io.llmrec.core;

import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.encode.ItemEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only one preparation works on a folder at a time, whichever process it is of. */
class PrepareLockTest {

  @TempDir Path folder;

  private final CountDownLatch encoding = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private CompletableFuture<Void> first = new CompletableFuture<>();

  private static Pipeline pipeline(ItemEncoder encoder) {
    return Pipeline.over(catalog(3)).encode(encoder).recall(found("i0")).build();
  }

  /** Starts a preparation that stays in the middle of its work. */
  @BeforeEach
  void startFirst() throws InterruptedException {
    ItemEncoder slow =
        items -> {
          encoding.countDown();
          await(goOn);
          return items.stream().map(Fakes::vector).toList();
        };
    first =
        CompletableFuture.runAsync(() -> pipeline(slow).prepare(folder, Progress.none()).close());
    assertEquals(true, encoding.await(20, TimeUnit.SECONDS));
  }

  @AfterEach
  void endFirst() {
    goOn.countDown();
    first.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String refusal(Path path) {
    return assertThrows(
            StageException.class,
            () -> pipeline(new Fakes.Encoder()).prepare(path, Progress.none()).close())
        .getMessage();
  }

  @Test
  void refusesASecondPreparationInTheSameProcess() {
    assertEquals("prepare: " + folder + " is being prepared by somebody else", refusal(folder));
  }

  @Test
  void knowsTheFolderByItsOtherNames() throws Exception {
    Path link =
        Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);

    assertEquals("prepare: " + link + " is being prepared by somebody else", refusal(link));
    Files.delete(link);
  }

  @Test
  void refusesAnotherProcessEvenAfterARefusalInThisOne() throws Exception {
    refusal(folder);

    assertEquals(
        "refused: prepare: " + folder + " is being prepared by somebody else",
        ChildProcess.prepare(folder, 3).lastLine());
  }

  @Test
  void isFreeAgainAfterwards() throws Exception {
    goOn.countDown();
    first.get(20, TimeUnit.SECONDS);

    pipeline(new Fakes.Encoder()).prepare(folder, Progress.none()).close();
  }
}
