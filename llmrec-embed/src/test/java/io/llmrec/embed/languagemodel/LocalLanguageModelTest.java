package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.core.testing.LanguageModelContract;
import io.llmrec.core.testing.ScoringLanguageModelContract;
import io.llmrec.core.testing.StreamingLanguageModelContract;
import io.llmrec.embed.SharedData;
import io.llmrec.embed.torchscript.ArchiveCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a real model of children's stories, 656 thousand parameters. */
class LocalLanguageModelTest
    implements LanguageModelContract, StreamingLanguageModelContract, ScoringLanguageModelContract {

  @TempDir static Path cache;
  private static LocalLanguageModel model;

  @BeforeAll
  static void open() {
    model = open(LocalModelOptions.builder());
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  private static LocalLanguageModel open(LocalModelOptions.Builder options) {
    Path folder = SharedData.require("models/tinystories-656k");
    return LocalLanguageModel.open(
        folder,
        options
            .tokenizer(folder.resolve("tokenizer_no_prefix.json"))
            .cache(ArchiveCache.in(cache))
            .calls(4)
            .build());
  }

  @Override
  public LanguageModel languageModel() {
    return model;
  }

  @Override
  public StreamingLanguageModel streamingModel() {
    return model;
  }

  @Override
  public ScoringLanguageModel scoringModel() {
    return model;
  }

  @Override
  public List<String> texts() {
    return Sentences.ALL;
  }

  @Override
  public Prompt prompt() {
    return story("Once upon a time, there was a little girl named ", 60);
  }

  private static Prompt story(String beginning, int tokens) {
    return Prompt.of(beginning).with(GenerationOptions.DEFAULT.withMaxTokens(tokens));
  }

  @Test
  void tellsTheSameCoherentStoryEveryTime() {
    Reply first = model.complete(prompt());
    Reply second = model.complete(prompt());

    assertEquals(first.text(), second.text());
    assertEquals(Reply.Finish.LENGTH, first.finish());
    assertEquals(60, first.usage().outputTokens());
    assertEquals("tinystories-656k", first.model());
    assertTrue(first.text().matches("(?s)[A-Z][a-z]+\\. She .*"), first.text());
  }

  @Test
  void endsWhereTheStoryDoes() {
    Reply reply = model.complete(story("Once upon a time, there was a ", 400));

    assertEquals(Reply.Finish.STOP, reply.finish());
    assertTrue(reply.text().strip().endsWith("."), reply.text());
  }

  @Test
  void stopsBeforeAStopText() {
    String whole = model.complete(prompt()).text();
    GenerationOptions options = prompt().options().withStop(List.of("zebra", "She "));
    StringBuilder pieces = new StringBuilder();

    Reply reply = model.stream(prompt().with(options), piece -> pieces.append(piece).length() >= 0);

    assertEquals(whole.substring(0, whole.indexOf("She ")), reply.text());
    assertEquals(reply.text(), pieces.toString());
    assertEquals(Reply.Finish.STOP, reply.finish());
  }

  @Test
  void aSeedRepeatsAndAnotherVaries() {
    GenerationOptions warm = prompt().options().withTemperature(1).withSeed(1);

    String one = model.complete(prompt().with(warm)).text();

    assertEquals(one, model.complete(prompt().with(warm)).text());
    assertNotEquals(one, model.complete(prompt().with(warm.withSeed(2))).text());
  }

  @Test
  void theLikeliestTokenAloneIsGreedy() {
    GenerationOptions warm = prompt().options().withTemperature(1.5).withSeed(1);
    try (LocalLanguageModel narrow =
        open(LocalModelOptions.builder().sampling(new Sampling(1, 1)))) {
      assertEquals(model.complete(prompt()).text(), narrow.complete(prompt().with(warm)).text());
    }
  }

  @Test
  void repliesSideBySideAreThoseOneByOne() {
    List<Prompt> prompts =
        List.of(
            prompt(),
            story("Once upon a time, there was a big dog. The dog ", 3),
            story("Once upon a time", 90),
            story("Tom ", 30),
            story("Once upon a time, there was a little girl named Lily. She liked to ", 10));

    List<Reply> together = model.completeAll(prompts);

    for (int i = 0; i < prompts.size(); i++) {
      assertEquals(model.complete(prompts.get(i)).text(), together.get(i).text());
      assertEquals(model.complete(prompts.get(i)).finish(), together.get(i).finish());
    }
    assertEquals(List.of(), model.completeAll(List.of()));
  }

  @Test
  void findsTheEverydayContinuationLikelier() {
    double[] scores =
        model.continuations(
            "The boy was hungry. He wanted to eat a ", List.of("cookie. ", "river. ", "cloud. "));

    assertTrue(scores[0] > scores[1] && scores[0] > scores[2], Arrays.toString(scores));
    assertEquals(
        "cookie. ",
        model.choose(
            Prompt.of("The boy was hungry. He wanted to eat a "),
            List.of("river. ", "cookie. ", "cloud. ")));
  }

  /** By the probability of every answer as a whole, tokens over the seam included. */
  @Test
  void choosesTheLikeliestOfAllAnswers() {
    List<String> answers = List.of("river. ", "cake. ", "cookie. ", "ball. ", "cat. ", "zebra. ");
    for (String asked : List.of("He wanted to eat a ", "Tom threw the ", "She saw a big ")) {
      double[] scores = model.continuations(asked, answers);
      int best = 0;
      for (int i = 1; i < scores.length; i++) {
        best = scores[i] > scores[best] ? i : best;
      }

      assertEquals(answers.get(best), model.choose(Prompt.of(asked), answers));
    }
  }

  @Test
  void scoresAnswersInTheirOrder() {
    Prompt prompt = Prompt.of("The boy was hungry. He wanted to eat a ");

    List<ScoringLanguageModel.TextScore> scores =
        model.scoreAnswers(prompt, List.of("river. ", "cookie. ", "cloud. "));

    assertEquals(3, scores.size());
    assertTrue(scores.get(1).logProbability() > scores.get(0).logProbability());
    assertTrue(scores.get(1).logProbability() > scores.get(2).logProbability());
    assertThrows(IllegalArgumentException.class, () -> model.scoreAnswers(prompt, List.of()));
  }

  @Test
  void scoresTextsLongerThanTheContext() {
    String huge = String.join(" ", Collections.nCopies(50, String.join(" ", Sentences.ALL)));

    ScoringLanguageModel.TextScore score = model.score(List.of(huge)).get(0);

    assertTrue(score.tokens() > 5_000 && score.perplexity() < 60, score.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u0000\u0007", "\ud83d", "\udc00 x", "😀🎬", "推荐 系统 נ é"})
  void takesAnyText(String text) {
    assertTrue(model.score(List.of(text)).get(0).tokens() >= 1);
    assertTrue(model.complete(story(text, 5)).usage().outputTokens() <= 5);
  }

  @Test
  void refusesAPromptThatLeavesNoRoom() {
    LlmException error =
        assertThrows(LlmException.class, () -> model.complete(story("x ".repeat(500_000), 5)));

    assertTrue(
        error.getMessage().endsWith("the model reads at most 512 together with the reply"),
        error.getMessage());
  }

  @Test
  void endsWhereTheContextDoes() {
    try (LocalLanguageModel brief = open(LocalModelOptions.builder().maxTokens(40))) {
      Reply reply = brief.complete(prompt());

      assertEquals(40, reply.usage().inputTokens() + reply.usage().outputTokens());
      assertEquals(Reply.Finish.LENGTH, reply.finish());
    }
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    GenerationOptions hasty = prompt().options().withTimeout(Duration.ofNanos(1));

    LlmException error =
        assertThrows(LlmException.class, () -> model.complete(prompt().with(hasty)));

    assertTrue(error.retryable());
  }

  @Test
  void givesUpWhenInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(LlmException.class, () -> model.complete(prompt()));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  /** The template writes the whole beginning of the story. */
  @Test
  void followsTheTemplateOfTheFolder(@TempDir Path copy) throws IOException {
    Path folder = SharedData.require("models/tinystories-656k");
    for (String file :
        List.of("config.json", "generation_config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(folder.resolve(file), copy.resolve(file));
    }
    Files.writeString(
        copy.resolve("tokenizer_config.json"),
        "{\"bos_token\":\"<|start_story|>\",\"chat_template\":\"{{ bos_token }}{{ start }}"
            + "{% for m in messages %}{{ m.content }}{% endfor %}\"}");
    LocalModelOptions.Builder options =
        LocalModelOptions.builder()
            .tokenizer(folder.resolve("tokenizer_no_prefix.json"))
            .cache(ArchiveCache.in(cache));

    try (LocalLanguageModel templated =
        LocalLanguageModel.open(
            copy, options.templateValue("start", "Once upon a time, ").build())) {
      Reply reply = templated.complete(story("there was a little girl named ", 60));

      assertEquals(model.complete(prompt()).text(), reply.text());
      assertNotEquals(model.fingerprint(), templated.fingerprint());
    }
    assertEquals(
        "templateName and templateValue are for the folder's template, but template 'plain' is set",
        assertThrows(
                IllegalArgumentException.class,
                () -> options.template(ChatTemplate.plain()).build())
            .getMessage());
  }

  @Test
  void saysThatItIsClosed() {
    LocalLanguageModel closed = open(LocalModelOptions.builder());
    closed.close();

    assertThrows(IllegalStateException.class, () -> closed.complete(prompt()));
  }
}
