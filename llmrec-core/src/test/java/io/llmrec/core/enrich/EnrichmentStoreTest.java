package io.llmrec.core.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What was paid for is kept, whatever is in it and whatever happens. */
class EnrichmentStoreTest {

  private static final String[] PIECES = {
    "\t", "\n", "\r", "\r\n", "\\", "\\t", "\\n", "-", " ", "骑行", "🚲", "é", "a", "\u0000",
    "\u2028", "\ufeff", "\"", "="
  };

  @TempDir Path temp;

  private Path file() {
    return temp.resolve("enrichments.tsv");
  }

  private static Enrichment text(String text) {
    return new Enrichment(text, new Provenance("m", "p", "i", Instant.EPOCH));
  }

  private void put(Map<String, Optional<Enrichment>> texts) {
    try (EnrichmentStore store = EnrichmentStore.open(file())) {
      store.put(texts);
    }
  }

  private void putThree() {
    for (String key : List.of("a", "b", "c")) {
      put(Map.of(key, Optional.of(text("Text of " + key))));
    }
  }

  private static String awkward(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.append('x').toString();
  }

  @Test
  void givesBackAnyText() {
    SplittableRandom random = new SplittableRandom(42);
    Map<String, Optional<Enrichment>> texts = new LinkedHashMap<>();
    for (int i = 0; i < 500; i++) {
      Provenance provenance =
          new Provenance(
              awkward(random),
              i % 3 == 0 ? "" : awkward(random),
              awkward(random),
              Instant.ofEpochSecond(
                  random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)));
      Optional<Enrichment> text =
          i % 7 == 0
              ? Optional.empty()
              : Optional.of(
                  new Enrichment(awkward(random), provenance, i % 2 == 0 ? "" : awkward(random)));
      texts.put(i + awkward(random), text);
    }

    put(texts);

    try (EnrichmentStore store = EnrichmentStore.open(file())) {
      assertEquals(500, store.size());
      texts.forEach((key, text) -> assertEquals(text, store.find(key)));
    }
  }

  @Test
  void readsLinesFromBeforeRepliesWereKept() throws IOException {
    Files.writeString(file(), "6a300120\ta\tm\tp\ti\t1970-01-01T00:00:00Z\told text\n");
    put(Map.of("b", Optional.of(new Enrichment("new", text("x").provenance(), "{\"a\":\t1}"))));

    try (EnrichmentStore store = EnrichmentStore.open(file())) {
      assertEquals(Optional.of(text("old text")), store.find("a"));
      assertEquals("{\"a\":\t1}", store.find("b").orElseThrow().reply());
    }
  }

  @Test
  void tellsRefusedFromUnknown() {
    put(Map.of("refused", Optional.empty(), "dash", Optional.of(text("-"))));

    try (EnrichmentStore store = EnrichmentStore.open(file())) {
      assertEquals(Optional.empty(), store.find("refused"));
      assertEquals(Optional.of(text("-")), store.find("dash"));
      assertNull(store.find("unknown"));
    }
  }

  @Test
  void keepsTheLatestTextOfAKey() {
    put(Map.of("a", Optional.empty()));
    put(Map.of("a", Optional.of(text("at last"))));

    try (EnrichmentStore store = EnrichmentStore.open(file())) {
      assertEquals(Optional.of(text("at last")), store.find("a"));
      assertEquals(1, store.size());
    }
  }

  @Test
  void losesOnlyTheLineThatWasTornWhereverItWasTorn() throws IOException {
    putThree();
    byte[] whole = Files.readAllBytes(file());
    int lineLength = whole.length / 3;
    for (int length = 2 * lineLength; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (EnrichmentStore store = EnrichmentStore.open(file())) {
        assertEquals(2, store.size());
        store.put(Map.of("c", Optional.of(text("Text of c"))));
      }
      assertEquals(
          new String(whole, StandardCharsets.UTF_8), Files.readString(file()), "torn at " + length);
    }
  }

  @Test
  void refusesAnyFlippedBitBeforeTheLastLine() throws IOException {
    putThree();
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length / 3 - 1; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 4;
      Files.write(file(), flipped);
      String message =
          assertThrows(UncheckedIOException.class, () -> EnrichmentStore.open(file())).getMessage();
      assertEquals(
          "could not open enrichments in "
              + file()
              + ": line 1 is damaged; the texts before and after it are still there",
          message,
          "flipped at " + i);
    }
    assertEquals(whole.length, Files.size(file()));
  }

  @Test
  void refusesAFileThatIsNoJournal() throws IOException {
    Files.writeString(file(), "item;text\n1;hello\n");

    String message =
        assertThrows(UncheckedIOException.class, () -> EnrichmentStore.open(file())).getMessage();

    assertTrue(message.contains("line 1 is damaged"), message);
    assertEquals("item;text\n1;hello\n", Files.readString(file()));
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    Path nowhere = temp.resolve("nowhere").resolve("enrichments.tsv");

    String message =
        assertThrows(UncheckedIOException.class, () -> EnrichmentStore.open(nowhere)).getMessage();

    assertTrue(message.startsWith("could not open enrichments in " + nowhere), message);
  }

  @Test
  void takesNothingAfterItWasClosed() {
    EnrichmentStore store = EnrichmentStore.open(file());
    store.close();

    String message =
        assertThrows(
                UncheckedIOException.class, () -> store.put(Map.of("a", Optional.of(text("late")))))
            .getMessage();

    assertTrue(message.startsWith("could not append to " + file()), message);
    assertNull(store.find("a"), "what is not on disk is not kept");
  }

  @Test
  void refusesATextWithoutContentOrOrigin() {
    assertEquals("text of an enrichment by m must not be blank", refusal(() -> text(" \n")));
    assertEquals(
        "model and inputHash must not be blank, were '' and 'i'",
        refusal(() -> new Provenance("", "p", "i", Instant.EPOCH)));
    assertEquals(
        "model and inputHash must not be blank, were 'm' and ' '",
        refusal(() -> new Provenance("m", "p", " ", Instant.EPOCH)));
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }
}
