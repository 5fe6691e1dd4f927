package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CachingModelTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void equalPromptIsSentOnceAndSavingsAreReported() {
    Models.Scripted inner = new Models.Scripted(Models.reply("hi", 7, 3));
    try (CachingModel model = CachingModel.builder(inner, "small").build()) {
      Reply first = model.complete(Models.HELLO);
      Reply second = model.complete(Models.prompt("hello", Duration.ofSeconds(3)));

      assertFalse(first.usage().cached());
      assertEquals(first.with(first.usage().fromCache()), second);
      assertEquals(1, inner.asked().size());
      assertEquals(new CacheSavings(1, 0, 1, 10, new BigDecimal("0.5")), model.savings());
      assertEquals(0.5, model.savings().hitRate());
    }
  }

  @Test
  void anythingThatChangesTheReplyIsAnotherKey() {
    Models.Scripted inner = new Models.Scripted("hi");
    try (CachingModel model = CachingModel.builder(inner, "small").build()) {
      model.complete(Models.HELLO);
      model.complete(Prompt.of("hello!"));
      model.complete(Models.HELLO.with(Models.HELLO.options().withTemperature(1)));
      model.complete(Models.HELLO.with(Models.HELLO.options().withSeed(1)));
      model.complete(Models.HELLO.with(Models.HELLO.options().withMaxTokens(1)));

      assertEquals(5, inner.asked().size());
    }
  }

  @Test
  void fileOutlivesTheModelAndIsPartedByName() {
    Path file = folder.resolve("sub/replies.mv");
    LanguageModel never =
        prompt -> {
          throw Models.refused();
        };
    try (CachingModel model =
        CachingModel.builder(new Models.Scripted("hi 你好"), "a").file(file).build()) {
      model.complete(Models.HELLO);
    }
    try (CachingModel model = CachingModel.builder(never, "a").file(file).build()) {
      assertEquals("hi 你好", model.complete(Models.HELLO).text());
    }
    try (CachingModel model = CachingModel.builder(never, "b").file(file).build()) {
      assertEquals("refused", Models.failure(model, Models.HELLO).getMessage());
    }
  }

  @Test
  void promptIsNotInTheFile() throws Exception {
    Path file = folder.resolve("replies.mv");
    try (CachingModel model =
        CachingModel.builder(new Models.Scripted("hi"), "a").file(file).build()) {
      model.complete(Prompt.of("my private question"));
    }

    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertFalse(bytes.contains("private"));
  }

  @Test
  void fileInUseAndFileThatIsNoneAreNamed() throws Exception {
    Path file = folder.resolve("replies.mv");
    Path text = Files.writeString(folder.resolve("text"), "no cache ".repeat(2000));
    CachingModel.Builder builder = CachingModel.builder(new Models.Scripted("hi"), "a");
    try (CachingModel open = builder.file(file).build()) {
      assertEquals(0, open.size());
      Exception used = assertThrows(UncheckedIOException.class, builder::build);
      Exception none = assertThrows(UncheckedIOException.class, builder.file(text)::build);

      assertTrue(used.getMessage().startsWith("cache '" + file + "' cannot be opened: "));
      assertTrue(none.getMessage().startsWith("cache '" + text + "' cannot be opened: "));
    }
  }

  @Test
  void replyIsForgottenWhenItsTimeIsOver() {
    Models.Scripted inner = new Models.Scripted("old", "new");
    Path file = folder.resolve("replies.mv");
    CachingModel.Builder builder =
        CachingModel.builder(inner, "a").file(file).ttl(Duration.ofHours(1));
    try (CachingModel model = new CachingModel(builder, at(NOON), Ticker.SYSTEM)) {
      model.complete(Models.HELLO);
    }
    try (CachingModel model =
        new CachingModel(builder, at(NOON.plusSeconds(3599)), Ticker.SYSTEM)) {
      assertEquals("old", model.complete(Models.HELLO).text());
    }
    try (CachingModel model =
        new CachingModel(builder, at(NOON.plusSeconds(3600)), Ticker.SYSTEM)) {
      assertEquals("new", model.complete(Models.HELLO).text());
      assertEquals("new", model.complete(Models.HELLO).text());
      assertEquals(1, model.size());
    }
  }

  @Test
  void oldestRepliesGiveWay() {
    Models.Scripted inner = new Models.Scripted("hi");
    try (CachingModel model = CachingModel.builder(inner, "a").maxEntries(2).build()) {
      for (String text : List.of("1", "2", "3", "2", "3", "1")) {
        model.complete(Prompt.of(text));
      }

      assertEquals(4, inner.asked().size());
      assertEquals(2, model.size());
    }
  }

  @Test
  void lastingFailureIsRememberedForAShortTime() {
    FakeTicker ticker = new FakeTicker();
    Models.Scripted inner = new Models.Scripted(Models.refused(), "hi");
    CachingModel.Builder builder =
        CachingModel.builder(inner, "a").failureTtl(Duration.ofSeconds(5));
    try (CachingModel model = new CachingModel(builder, at(NOON), ticker)) {
      LlmException first = Models.failure(model, Models.HELLO);
      LlmException second = Models.failure(model, Models.HELLO);
      ticker.pass(Duration.ofSeconds(5));

      assertNotSame(first, second);
      assertEquals("refused", second.getMessage());
      assertEquals("hi", model.complete(Models.HELLO).text());
    }
  }

  @Test
  void passingFailureIsNotRemembered() {
    Models.Scripted inner = new Models.Scripted(Models.busy(), "hi");
    try (CachingModel model = CachingModel.builder(inner, "a").build()) {
      Models.failure(model, Models.HELLO);

      assertEquals("hi", model.complete(Models.HELLO).text());
    }
  }

  @Test
  void refusedRepliesAreNotKept() {
    Reply refused = new Reply("", "m", Reply.Finish.FILTERED, Usage.UNKNOWN);
    Models.Scripted inner = new Models.Scripted(refused, "hi");
    try (CachingModel model = CachingModel.builder(inner, "a").build()) {
      model.complete(Models.HELLO);

      assertEquals("hi", model.complete(Models.HELLO).text());
    }
  }

  @Test
  void forgetsWhatItIsTold() {
    Models.Scripted inner = new Models.Scripted("hi");
    try (CachingModel model = CachingModel.builder(inner, "a").build()) {
      model.complete(Models.HELLO);
      model.forget(Models.HELLO);
      model.complete(Models.HELLO);
      model.clear();
      model.complete(Models.HELLO);

      assertEquals(3, inner.asked().size());
    }
  }

  @Test
  void equalPromptsAtTheSameTimeAreSentOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    LanguageModel slow =
        prompt -> {
          calls.incrementAndGet();
          asked.countDown();
          Models.await(release);
          return Models.reply("hi", 1, 1);
        };
    try (CachingModel model = CachingModel.builder(slow, "a").build()) {
      List<CompletableFuture<Reply>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(CompletableFuture.supplyAsync(() -> model.complete(Models.HELLO)));
      }
      Models.await(asked);
      release.countDown();
      for (CompletableFuture<Reply> reply : all) {
        assertEquals("hi", reply.get(10, TimeUnit.SECONDS).text());
      }

      assertEquals(1, calls.get());
      assertEquals(7, model.savings().hits() + model.savings().joined());
      assertEquals(14, model.savings().tokens());
    }
  }

  @Test
  void interruptOfTheFirstCallerDoesNotHarmTheSecond() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    LanguageModel hangingOnce =
        prompt -> {
          if (calls.incrementAndGet() == 1) {
            asked.countDown();
            Models.await(new CountDownLatch(1));
          }
          return Reply.of("hi");
        };
    try (CachingModel model = CachingModel.builder(hangingOnce, "a").build()) {
      CompletableFuture<LlmException> failure = new CompletableFuture<>();
      Thread first =
          new Thread(() -> failure.complete(Models.failure(model, Models.HELLO)), "first");
      first.start();
      Models.await(asked);
      CompletableFuture<Reply> second =
          CompletableFuture.supplyAsync(() -> model.complete(Models.HELLO));
      first.interrupt();

      assertEquals("interrupted", failure.get(10, TimeUnit.SECONDS).getMessage());
      assertEquals("hi", second.get(10, TimeUnit.SECONDS).text());
    }
  }

  @Test
  void badSettingsAreNamed() {
    CachingModel.Builder builder = CachingModel.builder(new Models.Scripted("hi"), "a");

    Exception name =
        assertThrows(
            IllegalArgumentException.class,
            () -> CachingModel.builder(new Models.Scripted("hi"), " "));
    Exception entries = assertThrows(IllegalArgumentException.class, () -> builder.maxEntries(0));

    assertEquals("name must not be blank", name.getMessage());
    assertEquals("maxEntries must be at least 1, was 0", entries.getMessage());
  }

  private static Clock at(Instant moment) {
    return Clock.fixed(moment, ZoneOffset.UTC);
  }

  @Test
  void anotherImageIsAnotherKey() {
    Models.Scripted inner = new Models.Scripted("cat", "dog", "none");
    try (CachingModel model = CachingModel.builder(inner, "small").build()) {
      Image cat = new Image("data:image/png;base64,iVBORw0KGgoA");
      Image dog = new Image("data:image/png;base64,iVBORw0KGgoB");

      assertEquals("cat", model.complete(showing(cat)).text());
      assertEquals("dog", model.complete(showing(dog)).text());
      assertEquals("none", model.complete(showing()).text());
      assertEquals("cat", model.complete(showing(cat)).text());
      assertEquals(3, inner.asked().size());
    }
  }

  private static Prompt showing(Image... images) {
    Message message = Message.user("what is it?", List.of(images));
    return new Prompt(List.of(message), Models.HELLO.options());
  }
}
