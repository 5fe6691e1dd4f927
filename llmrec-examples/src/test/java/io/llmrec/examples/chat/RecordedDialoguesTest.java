package io.llmrec.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.examples.chat.DialogueFilms.Verdict;
import io.llmrec.examples.chat.DialogueScores.Repeats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedDialoguesTest {

  @TempDir Path folder;

  private static DialogueRecordings recordings() {
    Path shared = Path.of(System.getProperty("llmrec.shared", "../../shared"));
    Assumptions.assumeTrue(
        Files.isDirectory(shared.resolve("data").resolve("crs_inspired")),
        () -> "skipped: there is no data/crs_inspired in " + shared + "; set -Dllmrec.shared");
    return new DialogueRecordings(shared);
  }

  private static List<Integer> ours(DialogueScores scores, Repeats repeats) {
    return DialogueScores.LENGTHS.stream().map(k -> scores.ourHits(k, repeats)).toList();
  }

  private static List<Integer> theirs(DialogueScores scores, int edits, Repeats repeats) {
    return DialogueScores.LENGTHS.stream().map(k -> scores.theirHits(k, edits, repeats)).toList();
  }

  @Test
  void repliesOfGpt4AreReadAndGrounded() {
    DialogueRecordings recordings = recordings();
    DialogueScores scores =
        new DialogueScores(recordings.films(), recordings.replies("gpt-4.general"));

    assertEquals(1123, recordings.films().size());
    assertEquals(228, scores.replies());
    assertEquals(228, scores.count(TitleList.Form.NUMBERED));
    assertEquals(4560, scores.titles());
    assertEquals(2409, scores.count(Verdict.SAME));
    assertEquals(2151, scores.unusable());
    assertEquals(0, scores.duplicates());
    assertEquals(62, scores.repeats());
    assertEquals(List.of(21, 38, 50, 55), ours(scores, Repeats.KEPT));
    assertEquals(List.of(14, 27, 38, 43), ours(scores, Repeats.REMOVED));
    assertEquals(58_218, scores.inputTokens());
    assertEquals(32_333, scores.outputTokens());
  }

  /** Recalls of the released summaries times the 253 films: 0.0909, 0.1581, 0.1937, 0.2609, ... */
  @Test
  void theRecordingsOwnEvaluationIsReproduced() {
    DialogueRecordings recordings = recordings();
    DialogueScores gpt4 =
        new DialogueScores(recordings.films(), recordings.replies("gpt-4.general"));
    DialogueScores gpt35 =
        new DialogueScores(recordings.films(), recordings.replies("gpt-3.5-turbo.general"));
    int any = Integer.MAX_VALUE;

    assertEquals(253, gpt4.cases().size());
    assertEquals(List.of(23, 40, 49, 66), theirs(gpt4, any, Repeats.KEPT));
    assertEquals(List.of(13, 26, 37, 50), theirs(gpt4, any, Repeats.REMOVED));
    assertEquals(List.of(23, 40, 52, 59), theirs(gpt4, DialogueScores.EDITS, Repeats.KEPT));
    assertEquals(List.of(14, 28, 39, 46), theirs(gpt4, DialogueScores.EDITS, Repeats.REMOVED));
    assertEquals(List.of(13, 27, 38, 52), theirs(gpt35, any, Repeats.KEPT));
    assertEquals(List.of(11, 26, 37, 39), theirs(gpt35, DialogueScores.EDITS, Repeats.REMOVED));
    assertEquals(List.of(11, 26, 35, 37), ours(gpt35, Repeats.REMOVED));
    assertEquals(
        List.of(Difference.OTHER_TITLE, Difference.OTHER_YEAR, Difference.SHARED_TITLE),
        gpt4.cases().stream()
            .map(gpt4::difference)
            .filter(why -> why != Difference.BOTH && why != Difference.NEITHER)
            .sorted((a, b) -> a.name().compareTo(b.name()))
            .toList());
  }

  @Test
  void conversationsThatAModelInventsBehindItsListAreNotRead() {
    DialogueRecordings recordings = recordings();
    DialogueScores baize =
        new DialogueScores(recordings.films(), recordings.replies("baize.general"));

    assertEquals(4539, baize.titles());
    assertEquals(578, baize.duplicates());
    assertEquals(0, baize.inputTokens());
  }

  @Test
  void damagedRecordingsFail() throws IOException {
    write("entity2id.json.gz", "{\"<http://dbpedia.org/resource/Heat>\": 1}");
    write("item_ids.json.gz", "[1]");
    write("test.jsonl.gz", "{\"rec\": [1], \"prev_entity\": []}\n");
    write("few.extracted.jsonl.gz", "");
    write("broken.extracted.jsonl.gz", "{\"resp\": \n");
    DialogueRecordings recordings = new DialogueRecordings(folder);

    assertEquals(
        "few must hold a reply for each of 1 turns, holds 0",
        assertThrows(IllegalArgumentException.class, () -> recordings.replies("few")).getMessage());
    assertThrows(RuntimeException.class, () -> recordings.replies("broken"));
    write("item_ids.json.gz", "[1".repeat(20 << 20));
    assertEquals(
        "item_ids.json.gz must have at most 16,777,216 bytes unpacked, has more",
        assertThrows(IllegalArgumentException.class, () -> new DialogueRecordings(folder))
            .getMessage());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("data").resolve("crs_inspired").resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
