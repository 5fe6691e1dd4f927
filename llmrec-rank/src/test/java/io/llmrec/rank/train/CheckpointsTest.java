package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  private static final Batch BATCH =
      TinyNetwork.batch(new int[] {1, 2}, new int[] {3, 4}, new float[] {1, 0});

  @TempDir private Path folder;

  private TrainingOptions.Builder options() {
    return TrainingOptions.builder().epochs(2).checkpoints(folder, 1);
  }

  private TrainingReport train(TrainingOptions options) {
    return new NetworkTrainer(options)
        .train(new TinyNetwork(9, 0, 5), seed -> List.of(BATCH, BATCH).iterator());
  }

  private String refusal(TrainingOptions options) {
    return assertThrows(IllegalArgumentException.class, () -> train(options)).getMessage();
  }

  private Path file(String part) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().contains(part)).findFirst().orElseThrow();
    }
  }

  @Test
  void givesAFinishedTrainingAgainAtOnce() {
    TrainingReport report = train(options().build());
    AtomicInteger asked = new AtomicInteger();

    TrainingReport again =
        new NetworkTrainer(options().build())
            .train(
                new TinyNetwork(9, 0, 5),
                seed -> {
                  asked.incrementAndGet();
                  return List.of(BATCH).iterator();
                });

    assertEquals(report, again);
    assertEquals(0, asked.get());
  }

  @Test
  void goesOnForMoreEpochs() {
    train(options().build());
    assertEquals(3, train(options().epochs(3).build()).epochs().size());
  }

  @Test
  void keepsOneStateOnly() throws IOException {
    train(options().build());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void refusesTheCheckpointOfAnotherTraining() {
    train(options().build());
    String message = refusal(options().learningRate(0.5).build());
    assertEquals(
        folder.resolve("training.json")
            + ": is of a training with another network or other options: delete it",
        message);
  }

  @Test
  void refusesADamagedState() throws IOException {
    train(options().build());
    Path state = file("state-");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length - 1] ^= 4;
    Files.write(state, bytes);

    assertEquals(state + ": is damaged: its checksum is another", refusal(options().build()));

    Files.delete(state);
    assertEquals(
        folder.resolve("training.json")
            + ": names '%s', which is missing".formatted(state.getFileName()),
        refusal(options().build()));
  }

  @Test
  void refusesAFileThatIsNoCheckpoint() throws IOException {
    Files.writeString(folder.resolve("training.json"), "{}");
    assertTrue(refusal(options().build()).endsWith("is no checkpoint of a training"));
    Files.writeString(folder.resolve("training.json"), "{");
    assertTrue(refusal(options().build()).endsWith("is not what was written"));
  }

  @Test
  void refusesDataThatBecameShorter() {
    TrainingOptions options = options().build();
    assertThrows(
        IllegalStateException.class,
        () ->
            new NetworkTrainer(options)
                .train(
                    new TinyNetwork(9, 0, 5),
                    seed ->
                        Stream.generate(() -> BATCH)
                            .limit(5)
                            .peek(
                                new java.util.function.Consumer<Batch>() {
                                  private int left = 3;

                                  @Override
                                  public void accept(Batch batch) {
                                    if (left-- == 0) {
                                      throw new IllegalStateException("killed");
                                    }
                                  }
                                })
                            .iterator()));

    assertEquals(
        "the checkpoint is 3 steps into an epoch, the data has fewer batches", refusal(options));
  }
}
