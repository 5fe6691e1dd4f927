package io.llmrec.prompt.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassetteModelTest {

  private static final String HEADER = "{\"cassette\":1,\"note\":\"by hand\"}\n";
  private static final Prompt FULL =
      new Prompt(
          List.of(Message.system("规则"), Message.user("a\n\"b\"\u2028😀"), Message.assistant("c")),
          new GenerationOptions(9, 0.25, 7L, List.of("END", "\n"), Duration.ofSeconds(5)));
  private static final Reply REPLY =
      new Reply(
          "你好\n{\"x\":1}",
          "m-1",
          Reply.Finish.LENGTH,
          new Usage(3, 4, new BigDecimal("0.00000001"), false));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("test.jsonl");
  }

  @Test
  void recordedRepliesAreReplayedFromTheCache() {
    try (CassetteModel recording = CassetteModel.record(file, prompt -> REPLY, "a test")) {
      assertEquals(REPLY, recording.complete(FULL));
    }

    CassetteModel replaying = CassetteModel.replay(file);

    assertEquals(REPLY.with(REPLY.usage().fromCache()), replaying.complete(FULL));
    assertEquals("a test", replaying.note());
    assertEquals("CassetteModel[" + file + ", REPLAY, 1 replies]", replaying.toString());
  }

  @Test
  void timeoutIsNotPartOfThePrompt() {
    record(FULL, "x");
    Prompt patient = FULL.with(FULL.options().withTimeout(Duration.ofHours(1)));

    assertEquals("x", CassetteModel.replay(file).complete(patient).text());
  }

  @Test
  void recordingAgainAppendsAndTheLastReplyCounts() {
    record(FULL, "first");
    record(Prompt.of("other"), "other");
    record(FULL, "second");

    CassetteModel replaying = CassetteModel.replay(file);

    assertEquals(2, replaying.size());
    assertEquals("second", replaying.complete(FULL).text());
    assertEquals("other", replaying.complete(Prompt.of("other")).text());
  }

  @Test
  void replayOrRecordAsksOnlyWhatIsMissing() {
    record(FULL, "first");
    AtomicInteger asked = new AtomicInteger();
    LanguageModel counting = prompt -> Reply.of("answer " + asked.incrementAndGet());

    try (CassetteModel both = CassetteModel.replayOrRecord(file, counting, "ignored")) {
      assertEquals("first", both.complete(FULL).text());
      assertEquals("answer 1", both.complete(Prompt.of("new")).text());
      assertEquals("answer 1", both.complete(Prompt.of("new")).text());
      assertEquals("note", both.note());
    }
    assertEquals(2, CassetteModel.replay(file).size());
  }

  @Test
  void failuresAreNotRecorded() {
    LanguageModel failing =
        prompt -> {
          throw LlmException.retryable("no", null);
        };
    try (CassetteModel recording = CassetteModel.record(file, failing, "note")) {
      assertThrows(LlmException.class, () -> recording.complete(FULL));
    }

    assertEquals(0, CassetteModel.replay(file).size());
  }

  @Test
  void missingPromptShowsWhereTheNearestDiffers() {
    record(Prompt.of("Something else entirely, about cars and trains."), "x");
    Prompt near = Prompt.of("You are brief.", "Summarize the film Toy Story (1995) in one line.");
    record(near, "x");
    Prompt asked = Prompt.of("You are brief.", "Summarize the film Toy Soldiers in one line.");

    LlmException e =
        assertThrows(LlmException.class, () -> CassetteModel.replay(file).complete(asked));

    assertFalse(e.retryable());
    assertEquals(
        "cassette '%s' has no reply to prompt %s among 2; nearest is %s: message 2 (user) differs "
                .formatted(file, asked.hash(), near.hash())
            + "from character 25: recorded '...arize the film Toy Story (1995) in one line.', "
            + "asked '...arize the film Toy Soldiers in one line.'",
        e.getMessage());
  }

  @Test
  void missingPromptTellsWhenOnlyTheOptionsDiffer() {
    record(Prompt.of("same"), "x");
    Prompt asked = Prompt.of("same").with(GenerationOptions.DEFAULT.withSeed(5));

    LlmException e =
        assertThrows(LlmException.class, () -> CassetteModel.replay(file).complete(asked));

    assertTrue(
        e.getMessage()
            .endsWith(
                "the options differ: recorded maxTokens=1024 temperature=0.0 seed=null stop=[], "
                    + "asked maxTokens=1024 temperature=0.0 seed=5 stop=[]"),
        e.getMessage());
  }

  @Test
  void missingPromptTellsOfOtherTurns() {
    record(Prompt.of("same"), "x");
    Prompt longer =
        new Prompt(List.of(Message.user("same"), Message.user("b")), GenerationOptions.DEFAULT);
    Prompt other = new Prompt(List.of(Message.system("same")), GenerationOptions.DEFAULT);
    CassetteModel model = CassetteModel.replay(file);

    LlmException more = assertThrows(LlmException.class, () -> model.complete(longer));
    LlmException role = assertThrows(LlmException.class, () -> model.complete(other));

    assertTrue(more.getMessage().endsWith("recorded has 1 messages, asked 2"));
    assertTrue(role.getMessage().endsWith("message 1 is by user, asked by system"));
  }

  @Test
  void emptyCassetteSaysSo() {
    CassetteModel model = CassetteModel.replay(stream(HEADER), "hand.jsonl");

    LlmException e = assertThrows(LlmException.class, () -> model.complete(FULL));

    assertEquals(
        "cassette 'hand.jsonl' has no reply to prompt " + FULL.hash() + " among 0", e.getMessage());
  }

  @Test
  void handwrittenLinesNeedOnlyTheirTexts() {
    String lines =
        """
        {"messages":[{"role":"user","text":"hi"}],"reply":{"text":"hello"}}

        {"messages":[{"role":"system","text":"a"},{"role":"user","text":"b"}],
        """
            .strip();
    String complete = lines + "\"options\":{\"seed\":3},\"reply\":{\"text\":\"c\"}}";
    Prompt second = Prompt.of("a", "b").with(GenerationOptions.DEFAULT.withSeed(3));

    CassetteModel model = CassetteModel.replay(stream(HEADER + complete), "hand.jsonl");

    assertEquals(
        Reply.of("hello").with(Usage.UNKNOWN.fromCache()), model.complete(Prompt.of("hi")));
    assertEquals("c", model.complete(second).text());
  }

  @Test
  void packedFileIsReplayedAndNotRecorded() throws IOException {
    record(FULL, "packed");
    Path packed = folder.resolve("test.jsonl.gz");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(Files.readAllBytes(file));
    }
    Files.write(packed, bytes.toByteArray());

    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CassetteModel.record(packed, prompt -> REPLY, "note"));

    assertEquals("packed", CassetteModel.replay(packed).complete(FULL).text());
    assertEquals("a packed cassette can be replayed, not recorded, was " + packed, e.getMessage());
  }

  @Test
  void tornLastLineIsPassedOverAndCutOffByTheNextRecording() throws IOException {
    record(Prompt.of("a"), "1");
    record(Prompt.of("b"), "2");
    byte[] whole = Files.readAllBytes(file);
    for (int cut : new int[] {1, 2, 20, 60}) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      // Without its line end only, the last line is whole.
      int left = cut == 1 ? 2 : 1;

      assertEquals(left, CassetteModel.replay(file).size());
      record(Prompt.of("c"), "3");
      CassetteModel model = CassetteModel.replay(file);
      assertEquals(left + 1, model.size());
      assertEquals("3", model.complete(Prompt.of("c")).text());
    }
  }

  @Test
  void tornHeaderIsBegunAgain() throws IOException {
    Files.writeString(file, HEADER.substring(0, 9));

    record(FULL, "x");

    assertEquals("note", CassetteModel.replay(file).note());
    assertEquals("x", CassetteModel.replay(file).complete(FULL).text());
  }

  @Test
  void foreignFileIsNeverCutOff() throws IOException {
    Files.writeString(file, "dear diary");

    record(file);

    assertEquals("dear diary", Files.readString(file));
  }

  @Test
  void damagedLineIsNamed() throws IOException {
    record(Prompt.of("a"), "1");
    Files.writeString(file, "{\"x\":\n", StandardOpenOption.APPEND);
    record(file);

    assertMessage("cassette '" + file + "': line 3 is no entry: it is not valid JSON: ");
  }

  @Test
  void foreignFilesAreRefused() throws IOException {
    Files.writeString(file, "{\"cassette\":2}\n");
    assertMessage(
        "cassette '" + file + "': line 1 is no entry: a cassette begins with {\"cassette\":1,");

    Files.writeString(file, HEADER + "{\"messages\":[],\"reply\":{\"text\":\"x\"}}\n");
    assertMessage("cassette '" + file + "': line 2 is no entry: a prompt needs at least 1 message");

    Files.writeString(
        file,
        HEADER
            + "{\"hash\":\"0\",\"messages\":[{\"role\":\"user\",\"text\":\"x\"}],\"reply\":{}}\n");
    assertMessage(
        "cassette '"
            + file
            + "': line 2 is no entry: the hash of its prompt is "
            + Prompt.of("x").hash()
            + ", written is 0");
  }

  @Test
  void overlongLineIsRefused() throws IOException {
    Files.writeString(file, HEADER + " ".repeat(CassetteReader.MAX_LINE_BYTES + 1));

    assertMessage("cassette '" + file + "': line 2 goes beyond the limit of 8388608 bytes a line");
  }

  @Test
  void overlongReplyIsNotKeptAndHarmsNothing() {
    LanguageModel model =
        prompt -> Reply.of(prompt.text().equals("long") ? "x".repeat(9_000_000) : "y");
    try (CassetteModel recording = CassetteModel.record(file, model, "note")) {
      LlmException e =
          assertThrows(LlmException.class, () -> recording.complete(Prompt.of("long")));
      assertTrue(e.getMessage().contains("a line must be at most 8388608 bytes"), e.getMessage());
      recording.complete(Prompt.of("short"));
    }

    assertEquals(1, CassetteModel.replay(file).size());
  }

  @Test
  void secondRecordingOfOneFileIsRefused() {
    try (CassetteModel recording = CassetteModel.record(file, prompt -> REPLY, "note")) {
      Exception e =
          assertThrows(
              UncheckedIOException.class,
              () -> CassetteModel.record(file, prompt -> REPLY, "note"));

      assertEquals(
          "cassette '" + file + "': this process is already recording to it", e.getMessage());
      recording.complete(FULL);
    }
  }

  @Test
  void severalThreadsRecordWholeLines() {
    try (CassetteModel recording =
        CassetteModel.record(file, prompt -> Reply.of("re " + prompt.text()), "note")) {
      IntStream.range(0, 50).parallel().forEach(i -> recording.complete(Prompt.of("p" + i)));
    }

    CassetteModel replaying = CassetteModel.replay(file);

    assertEquals(50, replaying.size());
    assertEquals("re p7", replaying.complete(Prompt.of("p7")).text());
  }

  @Test
  void interruptedThreadStillRecords() {
    try (CassetteModel recording = CassetteModel.record(file, prompt -> REPLY, "note")) {
      Thread.currentThread().interrupt();
      recording.complete(FULL);
      assertTrue(Thread.interrupted());
      recording.complete(Prompt.of("next"));
    }

    assertEquals(2, CassetteModel.replay(file).size());
  }

  private void record(Prompt prompt, String text) {
    try (CassetteModel recording = CassetteModel.record(file, p -> Reply.of(text), "note")) {
      recording.complete(prompt);
    }
  }

  private static void record(Path damaged) {
    assertThrows(
        UncheckedIOException.class,
        () -> CassetteModel.record(damaged, prompt -> REPLY, "note").close());
  }

  private void assertMessage(String start) {
    Exception e = assertThrows(UncheckedIOException.class, () -> CassetteModel.replay(file));

    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void imagesAreKeptAndTellPromptsApart() {
    Prompt bytes = showing("data:image/png;base64,iVBORw0KGgoA");
    Prompt address = showing("https://img.example/a.png?sig=1");
    record(bytes, "a cat");
    record(address, "a dog");

    CassetteModel replaying = CassetteModel.replay(file);

    assertEquals("a cat", replaying.complete(bytes).text());
    assertEquals("a dog", replaying.complete(address).text());
    String missing =
        assertThrows(
                LlmException.class,
                () -> replaying.complete(showing("https://img.example/b.png?sig=1")))
            .getMessage();
    assertTrue(
        missing.endsWith(
            "message 1 (user) differs in its images: recorded [Image[image/png, 9 bytes]],"
                + " asked [Image[https://img.example/b.png]]"),
        missing);
  }

  @Test
  void imageThatIsNoneIsNoEntry() throws IOException {
    String line = "{\"messages\":[{\"role\":\"user\",\"text\":\"a\",\"images\":[7]}],";
    Files.writeString(file, HEADER + line + "\"reply\":{\"text\":\"x\"}}\n");

    String message =
        assertThrows(UncheckedIOException.class, () -> CassetteModel.replay(file)).getMessage();

    assertTrue(message.contains("line 2 is no entry: an image's address must be"), message);
  }

  private static Prompt showing(String image) {
    Message message = Message.user("what is it?", List.of(new Image(image)));
    return new Prompt(List.of(message), GenerationOptions.DEFAULT);
  }
}
