package io.llmrec.core;

import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static io.llmrec.core.Fakes.ids;
import static io.llmrec.core.Fakes.items;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.index.Indexer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preparation that broke off goes on where it stopped. */
class PrepareResumeTest {

  private static final int TEXTS_PER_BATCH = 32;
  private static final int VECTORS_PER_BATCH = 64;

  @TempDir Path folder;

  private static Pipeline pipeline(Catalog catalog, Fakes.Writer writer, Fakes.Encoder encoder) {
    return Pipeline.over(catalog).enrich(writer).encode(encoder).recall(found("i0")).build();
  }

  private void prepare(Fakes.Writer writer, Fakes.Encoder encoder) {
    pipeline(catalog(200), writer, encoder).prepare(folder, Progress.none()).close();
  }

  private String failure(Fakes.Writer writer, Fakes.Encoder encoder) {
    return assertThrows(StageException.class, () -> prepare(writer, encoder)).getMessage();
  }

  @Test
  void asksOnlyForTheTextsThatAreMissing() {
    String message = failure(new Fakes.Writer().failingAfter(2), new Fakes.Encoder());
    Fakes.Writer again = new Fakes.Writer();
    prepare(again, new Fakes.Encoder());

    assertEquals(
        "enrich summary: stopped at item 'i64' with 64 of 200 done, which are kept;"
            + " prepare again to go on: the power went off",
        message);
    assertEquals(ids(2 * TEXTS_PER_BATCH, 200), again.asked());
  }

  @Test
  void asksOnlyForTheVectorsThatAreMissing() {
    String message = failure(new Fakes.Writer(), new Fakes.Encoder().failingAfter(2));
    Fakes.Writer writer = new Fakes.Writer();
    Fakes.Encoder again = new Fakes.Encoder();
    prepare(writer, again);

    assertEquals("encode: item 'i128' (Item 128): the power went off", message);
    assertEquals(List.of(), writer.asked());
    assertEquals(ids(2 * VECTORS_PER_BATCH, 200), again.asked());
  }

  @Test
  void losesNothingWhenItBreaksOffAgainAndAgain() {
    Fakes.Encoder encoder = new Fakes.Encoder();
    for (int i = 0; i < 3; i++) {
      failure(new Fakes.Writer(), encoder.failingAfter(1));
    }
    prepare(new Fakes.Writer(), encoder.failingAfter(Integer.MAX_VALUE));

    assertEquals(ids(0, 200), encoder.asked());
    assertEquals(
        List.of("enrichments.tsv", "generation-1", "lock", "manifest.properties"),
        List.of(folder.toFile().list()).stream().sorted().toList());
  }

  @Test
  void goesOnWithTheNextGenerationWithoutLosingTheFirst() {
    Fakes.Encoder encoder = new Fakes.Encoder();
    pipeline(catalog(100), new Fakes.Writer(), encoder).prepare(folder, Progress.none()).close();
    failure(new Fakes.Writer(), encoder.failingAfter(1));

    try (Recommender old =
        pipeline(catalog(100), new Fakes.Writer(), encoder).prepare(folder, Progress.none())) {
      assertEquals(100, old.prepared().vectors().size(), "the old generation is still in force");
    }
    prepare(new Fakes.Writer(), encoder.failingAfter(Integer.MAX_VALUE));
    assertEquals(ids(0, 200), encoder.asked());
  }

  @Test
  void keepsTheVectorsWhenOnlyTheIndexFailed() {
    Indexer broken =
        (vectors, to) -> {
          throw new IllegalStateException("disk full");
        };
    Fakes.Encoder encoder = new Fakes.Encoder();
    Pipeline first =
        Pipeline.over(catalog(200)).encode(encoder).index(broken).recall(found("i0")).build();
    assertThrows(StageException.class, () -> first.prepare(folder, Progress.none()));

    Pipeline second = Pipeline.over(catalog(200)).encode(encoder).recall(found("i0")).build();
    second.prepare(folder, Progress.none()).close();

    assertEquals(ids(0, 200), encoder.asked());
  }

  @Test
  void cutsOffAJournalLineThatWasLeftUnfinished() throws IOException {
    failure(new Fakes.Writer().failingAfter(1), new Fakes.Encoder());
    Path journal = folder.resolve("enrichments.tsv");
    byte[] bytes = Files.readAllBytes(journal);
    Files.write(journal, Arrays.copyOf(bytes, bytes.length - 9));

    Fakes.Writer again = new Fakes.Writer();
    prepare(again, new Fakes.Encoder());

    assertEquals("i31", again.asked().get(0), "the text of the torn line is asked for again");
    assertEquals(ids(31, 200), again.asked());
  }

  @Test
  void refusesAJournalThatIsDamagedInTheMiddle() throws IOException {
    failure(new Fakes.Writer().failingAfter(1), new Fakes.Encoder());
    Path journal = folder.resolve("enrichments.tsv");
    List<String> lines = Files.readAllLines(journal);
    String damaged = String.join("\n", lines).replace("About Item 6", "About Item X") + "\n";
    Files.writeString(journal, damaged);

    Fakes.Writer again = new Fakes.Writer();
    String message = failure(again, new Fakes.Encoder());

    assertEquals(
        "prepare: could not open enrichments in "
            + journal
            + ": line 7 is damaged; the texts before and after it are still there",
        message);
    assertEquals(damaged, Files.readString(journal), "nothing is thrown away");
    assertEquals(List.of(), again.asked());
  }

  @Test
  void takesOverTheWholeRowsOfALeftoverFolder() throws IOException {
    failure(new Fakes.Writer(), new Fakes.Encoder().failingAfter(1));
    Path left = folder.resolve("generation-1.partial");
    Files.writeString(
        left.resolve("ids.tsv"), "torn", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    Files.write(left.resolve("rows.f32"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

    Fakes.Encoder again = new Fakes.Encoder();
    prepare(new Fakes.Writer(), again);

    assertEquals(ids(VECTORS_PER_BATCH, 200), again.asked());
  }

  @Test
  void encodesAnewWhatALeftoverFolderHoldsDamaged() throws IOException {
    failure(new Fakes.Writer(), new Fakes.Encoder().failingAfter(1));
    Path rows = folder.resolve("generation-1.partial").resolve("rows.f32");
    byte[] bytes = Files.readAllBytes(rows);
    IntStream.range(0, 16).forEach(i -> bytes[i] = 0);
    Files.write(rows, bytes);

    Fakes.Encoder again = new Fakes.Encoder();
    prepare(new Fakes.Writer(), again);

    assertEquals("i0", again.asked().get(0), "a row of zeros is no vector");
    assertEquals(1 + 200 - VECTORS_PER_BATCH, again.asked().size());
  }

  @Test
  void startsAnewFromALeftoverFolderOfGarbage() throws IOException {
    Path left = Files.createDirectories(folder.resolve("generation-1.partial"));
    Files.writeString(left.resolve("dimension"), "0");
    Files.writeString(left.resolve("ids.tsv"), "\u0000\n\n\n");
    Files.write(left.resolve("rows.f32"), new byte[100]);

    Fakes.Encoder encoder = new Fakes.Encoder();
    prepare(new Fakes.Writer(), encoder);

    assertEquals(items(200).size(), encoder.asked().size());
  }
}
