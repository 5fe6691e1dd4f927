package io.llmrec.prompt.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("journal");
  }

  private static List<String> lines(Path file) {
    List<String> lines = new ArrayList<>();
    Journal.open(file, (at, payload) -> lines.add(payload)).close();
    return lines;
  }

  private void write(String... payloads) {
    try (Journal journal = Journal.open(file(), (at, payload) -> {})) {
      for (String payload : payloads) {
        journal.append(payload);
      }
    }
  }

  @Test
  void tellsItsLinesWhenItIsOpenedAgain() {
    write("one", "手套", "");
    write("four");

    assertEquals(List.of("one", "手套", "", "four"), lines(file()));
  }

  @Test
  void readsALineByItsPosition() {
    try (Journal journal = Journal.open(file(), (at, payload) -> {})) {
      long first = journal.append("x".repeat(100_000));
      long second = journal.append("手套");

      assertEquals("手套", journal.read(second));
      assertEquals(100_000, journal.read(first).length());
    }
  }

  @Test
  void cutsOffWhatAKillLeftUnfinishedAtAnyByte() throws IOException {
    write("first", "second");
    byte[] whole = Files.readAllBytes(file());
    int firstEnd = Frame.of("first").length;
    for (int length = firstEnd; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      assertEquals(List.of("first"), lines(file()), "cut at " + length);

      write("third");
      assertEquals(List.of("first", "third"), lines(file()), "cut at " + length);
    }
  }

  @Test
  void cutsOffZerosThatALossOfPowerLeft() throws IOException {
    write("first");
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length + 5000));

    assertEquals(List.of("first"), lines(file()));
    assertEquals(whole.length, Files.size(file()));
  }

  @Test
  void refusesADamagedLineWithWholeOnesBehindIt() throws IOException {
    write("first", "second", "third");
    byte[] bytes = Files.readAllBytes(file());
    int at = Frame.of("first").length;
    bytes[at + 14] ^= 1;
    Files.write(file(), bytes);

    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> lines(file()));

    assertTrue(
        String.valueOf(e.getMessage())
            .endsWith(
                "the line at byte %d is damaged; those before and behind it are still there"
                    .formatted(at)),
        e.getMessage());
    assertEquals(bytes.length, Files.size(file()), "nothing is cut off");
  }

  @Test
  void everyChangedBitIsNoticed() {
    byte[] line = Frame.of("手套 gloves");
    int length = line.length - 1;
    for (int bit = 0; bit < 8 * length; bit++) {
      byte[] changed = line.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertFalse("手套 gloves".equals(Frame.payload(changed, length)), "bit " + bit);
    }
    assertEquals("手套 gloves", Frame.payload(line, length));
  }

  @Test
  void refusesALineThatIsTooLong() {
    String payload = "x".repeat(Frame.MAX_PAYLOAD + 1);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Frame.of(payload));

    assertEquals("a line holds at most 4194304 bytes, was given 4194305", e.getMessage());
  }

  @Test
  void linesOfManyThreadsAreAllWhole() throws Exception {
    try (Journal journal = Journal.open(file(), (at, payload) -> {})) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(
                  t ->
                      new Thread(
                          () -> {
                            for (int i = 0; i < 2000; i++) {
                              journal.append(t + ":" + i);
                            }
                          }))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      journal.force();
    }

    List<String> lines = lines(file());
    assertEquals(16_000, lines.size());
    assertEquals(16_000, lines.stream().distinct().count());
  }

  @Test
  void anInterruptedThreadLosesNoLine() {
    try (Journal journal = Journal.open(file(), (at, payload) -> {})) {
      Thread.currentThread().interrupt();
      journal.append("written all the same");
      journal.force();

      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of("written all the same"), lines(file()));
  }

  @Test
  void readsWhatIsThereWhileOthersWrite() {
    try (Journal journal = Journal.open(file(), (at, payload) -> {})) {
      journal.append("one");
      List<String> seen = new ArrayList<>();
      journal.forEach(
          (at, payload) -> {
            seen.add(payload);
            journal.append("more");
          });

      assertEquals(List.of("one"), seen);
    }
  }

  @Test
  void aClosedJournalTakesNoLine() {
    Journal journal = Journal.open(file(), (at, payload) -> {});
    journal.close();

    assertThrows(IllegalStateException.class, () -> journal.append("late"));
  }

  @Test
  void longLinesAreSkippedAndNotHeld() throws IOException {
    byte[] bytes = ("abc\n" + "x".repeat(200_000) + "\nend").getBytes(StandardCharsets.US_ASCII);
    LineScanner scanner = new LineScanner(new ByteArrayInputStream(bytes), 1000);

    assertTrue(scanner.next());
    assertEquals(3, scanner.length());
    assertTrue(scanner.next());
    assertEquals(1001, scanner.length());
    assertEquals(200_005, scanner.end());
    assertTrue(scanner.next());
    assertFalse(scanner.ended());
    assertEquals(3, scanner.length());
    assertFalse(scanner.next());
  }
}
