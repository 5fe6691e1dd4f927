package io.llmrec.embed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.testing.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Puts, deletes, reading and checking. */
class EmbeddingStoreTest {

  private static final int DIMENSION = 19;

  @TempDir Path folder;

  private EmbeddingStore open() {
    return EmbeddingStore.open(folder, "encoder-1", DIMENSION, VectorPrecision.F32);
  }

  private static Map<String, Embedding> vectors(int from, int to) {
    SplittableRandom random = new SplittableRandom(from);
    Map<String, Embedding> vectors = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      vectors.put("item " + i, Samples.randomEmbedding(random, DIMENSION));
    }
    return vectors;
  }

  @Test
  void keepsWhatWasPutReplacedAndDeleted() {
    Map<String, Embedding> expected = vectors(0, 100);
    try (EmbeddingStore store = open()) {
      store.putAll(expected);
      store.putAll(vectors(200, 210));
      store.delete(List.of("item 205", "item 7", "not there"));
      store.put("item 3", vectors(7, 8).get("item 7"));
    }
    expected.putAll(vectors(200, 210));
    expected.keySet().removeAll(List.of("item 205", "item 7"));
    expected.put("item 3", vectors(7, 8).get("item 7"));

    try (EmbeddingStore store = open()) {
      assertEquals(108, store.size());
      assertNull(store.find("item 7"));
      assertHolds(expected, store.snapshot());
      store.compact();
      assertHolds(expected, store.snapshot());
      store.put("item 7", expected.get("item 3"));
      assertEquals(expected.get("item 3"), store.find("item 7"));
    }
    expected.put("item 7", expected.get("item 3"));
    assertHolds(expected, EmbeddingStore.read(folder, "encoder-1"));
    assertEquals(
        new StoreReport("encoder-1", 109, bytes(), List.of()), EmbeddingStore.verify(folder));
  }

  private static void assertHolds(Map<String, Embedding> expected, StoredVectors table) {
    assertEquals(expected.size(), table.size());
    int row = 0;
    for (Map.Entry<String, Embedding> entry : expected.entrySet()) {
      assertEquals(entry.getKey(), table.id(row));
      assertEquals(row, table.row(entry.getKey()));
      assertEquals(entry.getValue(), table.embedding(row++));
    }
    assertEquals(-1, table.row("never put"));
  }

  @ParameterizedTest
  @EnumSource(VectorPrecision.class)
  void keepsDirectionsAsExactlyAsPromised(VectorPrecision precision) {
    Map<String, Embedding> vectors = vectors(0, 50);
    vectors.put("one", Embedding.of(Arrays.copyOf(new float[] {1}, DIMENSION)));
    vectors.put("tiny", Embedding.of(Arrays.copyOf(new float[] {1, 1e-8f, -1e-5f}, DIMENSION)));
    try (EmbeddingStore store = EmbeddingStore.open(folder, "e", DIMENSION, precision)) {
      store.putAll(vectors);
      float[] row = new float[DIMENSION];
      StoredVectors table = store.snapshot();
      assertEquals(precision, table.precision());
      assertEquals("e", table.encoder());
      double allowed = Map.of("F32", 1e-7, "F16", 1e-6, "INT8", 1e-3).get(precision.name());
      for (int i = 0; i < table.size(); i++) {
        table.copyTo(i, row, 0);
        double squares = 0;
        for (float value : row) {
          squares += value * value;
        }
        assertEquals(1, Math.sqrt(squares), 1e-3);
        assertEquals(1, vectors.get(table.id(i)).dot(table.embedding(i)), allowed);
      }
    }
  }

  @Test
  void isATableThatCanBeIndexed() {
    try (EmbeddingStore store = open();
        StoredVectors table = snapshotOf(store);
        VectorIndex index = Indexer.exact().index(table, folder)) {
      Embedding query = vectors(0, 30).get("item 12");
      assertEquals("item 12", index.search(List.of(query), 1, id -> true).get(0).get(0).itemId());
      assertEquals(table.contentHash(), store.snapshot().contentHash());
      store.delete(List.of("item 12"));
      assertFalse(table.contentHash().equals(store.snapshot().contentHash()));
      assertEquals(query, table.find("item 12"));
    }
  }

  private static StoredVectors snapshotOf(EmbeddingStore store) {
    store.putAll(vectors(0, 30));
    return store.snapshot();
  }

  @Test
  void anEmptyStoreIsAnEmptyTable() {
    try (EmbeddingStore store = open()) {
      store.putAll(Map.of());
      store.delete(List.of("nothing"));
      StoredVectors table = store.snapshot();
      assertEquals(0, table.size());
      assertEquals(DIMENSION, table.dimension());
      Embedding query = vectors(0, 1).get("item 0");
      try (VectorIndex index = Indexer.exact().index(table, folder)) {
        assertEquals(List.of(List.of()), index.search(List.of(query), 5, id -> true));
      }
    }
    assertEquals(0, EmbeddingStore.read(folder, "encoder-1").size());
  }

  @Test
  void namesBothEncodersWhenTheyDiffer() {
    open().close();

    String message =
        "the store in %s is of %s '%s', wanted was '%s'; vectors of two kinds cannot be compared";
    assertMessage(
        message.formatted(folder, "encoder", "encoder-1", "encoder-2"),
        () -> EmbeddingStore.open(folder, "encoder-2", DIMENSION, VectorPrecision.F32));
    assertMessage(
        message.formatted(folder, "encoder", "encoder-1", "encoder-2"),
        () -> EmbeddingStore.read(folder, "encoder-2"));
    assertMessage(
        message.formatted(folder, "dimension", 19, 20),
        () -> EmbeddingStore.open(folder, "encoder-1", 20, VectorPrecision.F32));
    assertMessage(
        message.formatted(folder, "precision", "F32", "F16"),
        () -> EmbeddingStore.open(folder, "encoder-1", DIMENSION, VectorPrecision.F16));
    open().close();
  }

  private static void assertMessage(String message, org.junit.jupiter.api.function.Executable run) {
    assertEquals(message, assertThrows(IllegalStateException.class, run).getMessage());
  }

  @Test
  void keepsASecondWriterOutButNotReaders() {
    try (EmbeddingStore store = open()) {
      store.putAll(vectors(0, 5));
      assertMessage(
          "the store in %s is open for writing elsewhere; read it, or close the other"
              .formatted(folder),
          this::open);
      assertEquals(5, EmbeddingStore.read(folder, "encoder-1").size());
      store.putAll(vectors(5, 9));
      assertEquals(9, EmbeddingStore.read(folder, "encoder-1").size());
      assertTrue(EmbeddingStore.verify(folder).ok());
    }
    open().close();
  }

  @Test
  void refusesVectorsOfAnotherDimensionAsAWhole() {
    Map<String, Embedding> mixed = vectors(0, 3);
    mixed.put("short", Embedding.of(new float[] {1, 2}));
    try (EmbeddingStore store = open()) {
      assertEquals(
          "the vector of item 'short' must be of dimension 19 like the store, was 2",
          assertThrows(IllegalArgumentException.class, () -> store.putAll(mixed)).getMessage());
      assertEquals(0, store.size());
    }
    assertEquals(
        "dimension must be at least 1, was 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> EmbeddingStore.open(folder, "e", 0, VectorPrecision.F32))
            .getMessage());
  }

  @Test
  void refusesUseAfterClose() {
    EmbeddingStore store = open();
    store.close();
    store.close();

    assertMessage("the store is closed", () -> store.putAll(vectors(0, 1)));
    assertMessage("the store is closed", () -> store.find("x"));
    assertMessage("the store is closed", store::snapshot);
    assertMessage("the store is closed", store::compact);
  }

  /** Every byte of a finished store, flipped one by one, is missed by neither opening nor check. */
  @Test
  void detectsEveryFlippedByte() throws Exception {
    try (EmbeddingStore store = EmbeddingStore.open(folder, "e", 3, VectorPrecision.INT8)) {
      store.put("a", Embedding.of(new float[] {1, 2, 3}));
      store.put("bb", Embedding.of(new float[] {3, 2, 1}));
      store.delete(List.of("a"));
    }
    for (Path file : List.of(folder.resolve("manifest.txt"), folder.resolve("segment-1.vec"))) {
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at++) {
        byte[] flipped = good.clone();
        flipped[at] ^= 4;
        Files.write(file, flipped);
        assertDamaged(file, at);
      }
      for (int length : new int[] {0, 10, good.length / 2, good.length - 1}) {
        Files.write(file, Arrays.copyOf(good, length));
        assertDamaged(file, length);
      }
      Files.delete(file);
      assertDamaged(file, -1);
      Files.write(file, good);
    }
    assertTrue(EmbeddingStore.verify(folder).ok());
  }

  private void assertDamaged(Path file, int at) {
    Exception e =
        assertThrows(
            IllegalStateException.class, () -> EmbeddingStore.read(folder, "e"), "byte " + at);
    assertTrue(String.valueOf(e.getMessage()).startsWith(file + " is damaged: "), e.getMessage());
    StoreReport report = EmbeddingStore.verify(folder);
    assertFalse(report.ok());
    assertTrue(report.problems().get(0).startsWith(file.toString()));
  }

  /** While a segment grows, its last frame may be cut off by a kill, but no byte may differ. */
  @Test
  void takesACutOffFrameForUnfinishedAndAFlippedByteForDamage() throws Exception {
    Path other = folder.resolve("copy");
    long whole;
    byte[] active;
    try (EmbeddingStore store = open()) {
      store.putAll(vectors(0, 4));
      whole = Files.size(folder.resolve("segment-1.vec"));
      store.putAll(vectors(4, 8));
      active = Files.readAllBytes(folder.resolve("segment-1.vec"));
      Files.createDirectories(other);
      Files.copy(folder.resolve("manifest.txt"), other.resolve("manifest.txt"));
    }
    Path segment = other.resolve("segment-1.vec");
    for (int length = (int) whole; length < active.length; length++) {
      Files.write(segment, Arrays.copyOf(active, length));
      assertEquals(4, EmbeddingStore.read(other, "encoder-1").size());
    }
    try (EmbeddingStore store =
        EmbeddingStore.open(other, "encoder-1", DIMENSION, VectorPrecision.F32)) {
      store.putAll(vectors(8, 9));
      assertEquals(5, store.size());
    }
    assertEquals(5, EmbeddingStore.read(other, "encoder-1").size());
    Files.copy(
        folder.resolve("manifest.txt"),
        other.resolve("manifest.txt"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    for (int at = 0; at < active.length; at++) {
      byte[] flipped = active.clone();
      flipped[at] ^= 1;
      Files.write(segment, flipped);
      assertThrows(IllegalStateException.class, () -> EmbeddingStore.read(other, "encoder-1"));
    }
  }

  private long bytes() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".vec"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
