package io.llmrec.core;

import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static io.llmrec.core.Fakes.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace whose files are not what they were is refused, and can be made whole again. */
class WorkspaceDamageTest {

  @TempDir Path folder;

  private final Fakes.Writer writer = new Fakes.Writer();
  private final Fakes.Encoder encoder = new Fakes.Encoder();

  private Pipeline pipeline(int items) {
    return Pipeline.over(catalog(items)).enrich(writer).encode(encoder).recall(found("i0")).build();
  }

  @BeforeEach
  void prepare() {
    pipeline(5).prepare(folder, Progress.none()).close();
  }

  private Path generation() {
    return folder.resolve("generation-1");
  }

  private Path rows() {
    return generation().resolve("rows.f32");
  }

  private String failure() {
    return assertThrows(
            StageException.class, () -> pipeline(5).prepare(folder, Progress.none()).close())
        .getMessage();
  }

  private String tableFailure(String what) {
    return "prepare: the vector table in "
        + generation()
        + " cannot be opened: "
        + what
        + "; rebuild makes it anew, enrichments are kept";
  }

  /** What the message promises. */
  private void rebuildHelps() {
    pipeline(5).rebuild(folder, Progress.none()).close();
    try (Recommender recommender = pipeline(5).prepare(folder, Progress.none())) {
      assertEquals(5, recommender.prepared().vectors().size());
      assertEquals(5, writer.asked().size(), "no text is asked for twice");
    }
  }

  private static void flip(Path file, int position) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[position] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void refusesTruncatedVectors() throws IOException {
    Files.write(rows(), Arrays.copyOf(Files.readAllBytes(rows()), 79));

    assertEquals(tableFailure("rows.f32 has 79 bytes instead of 80"), failure());
    rebuildHelps();
  }

  @Test
  void refusesVectorsWithOneFlippedBit() throws IOException {
    flip(rows(), 37);

    assertEquals(tableFailure("rows.f32 does not match its checksum"), failure());
    rebuildHelps();
  }

  @Test
  void refusesIdsWithOneFlippedBit() throws IOException {
    flip(generation().resolve("ids.tsv"), 1);

    assertEquals(tableFailure("ids.tsv does not match its checksum"), failure());
    rebuildHelps();
  }

  @Test
  void refusesATableThatWasNeverFinished() throws IOException {
    Files.delete(generation().resolve("table.properties"));

    assertEquals(tableFailure("table.properties is missing, so it was never finished"), failure());
    rebuildHelps();
  }

  @Test
  void refusesAWorkspaceWhoseVectorsAreGone() {
    DurableFiles.deleteFolder(generation());

    assertEquals(tableFailure("table.properties is missing, so it was never finished"), failure());
    rebuildHelps();
  }

  @Test
  void doesNotTakeFlippedVectorsToTheNextGeneration() throws IOException {
    flip(rows(), 1);

    pipeline(6).prepare(folder, Progress.none()).close();

    assertEquals(ids(0, 6), encoder.asked().subList(5, 11), "all are encoded anew");
  }

  @Test
  void refusesAManifestOfGarbage() throws IOException {
    Path manifest = folder.resolve("manifest.properties");
    Files.write(manifest, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});

    assertEquals(
        "prepare: "
            + manifest
            + " cannot be read: Input length = 1; rebuild makes vectors and index anew",
        failure());
    rebuildHelps();
  }

  @Test
  void refusesAManifestOfAnotherVersion() throws IOException {
    Path manifest = folder.resolve("manifest.properties");
    Files.writeString(manifest, Files.readString(manifest).replace("format=1", "format=2"));

    assertEquals(
        "prepare: "
            + manifest
            + " cannot be read: its format is 2, this version reads 1;"
            + " rebuild makes vectors and index anew",
        failure());
  }

  @Test
  void refusesAManifestThatLacksAField() throws IOException {
    Path manifest = folder.resolve("manifest.properties");
    List<String> lines = Files.readAllLines(manifest);
    lines.removeIf(line -> line.startsWith("catalog="));
    Files.write(manifest, lines);

    assertTrue(failure().contains(" cannot be read: field 'catalog' is missing; rebuild"));
  }

  @Test
  void refusesAManifestWhoseProbeIsNoVector() throws IOException {
    Path manifest = folder.resolve("manifest.properties");
    Files.writeString(manifest, Files.readString(manifest).replaceAll("probe=..", "probe=zz"));

    assertTrue(failure().contains("holds vectors of another encoder"));
  }

  @Test
  void deletingTheManifestHelpsAsTheMessageSays() throws IOException {
    Files.delete(folder.resolve("manifest.properties"));

    try (Recommender recommender = pipeline(5).prepare(folder, Progress.none())) {
      assertEquals(5, recommender.prepared().vectors().size());
      assertEquals(5, encoder.asked().size(), "the vectors were found again");
    }
  }
}
