package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.embed.SharedData;
import io.llmrec.embed.jsonconstraint.JsonShape;
import io.llmrec.embed.torchscript.ArchiveCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of children's stories, which have never seen JSON, write JSON. */
class JsonReplyTest {

  @TempDir static Path cache;

  private static Prompt warm(int seed, int tokens) {
    return Prompt.of("Once upon a time")
        .with(
            GenerationOptions.DEFAULT
                .withTemperature(1.5)
                .withSeed(seed)
                .withMaxTokens(tokens)
                .withStop(List.of("\"")));
  }

  private static LocalLanguageModel stories260k() {
    Path folder = SharedData.require("models/stories260k");
    return LocalLanguageModel.openScript(
        folder.resolve("model_torchscript.pt"),
        folder.resolve("tokenizer.json"),
        LocalModelOptions.defaults());
  }

  private static LocalLanguageModel tinyStories() {
    Path folder = SharedData.require("models/tinystories-656k");
    return LocalLanguageModel.open(
        folder,
        LocalModelOptions.builder()
            .tokenizer(folder.resolve("tokenizer_no_prefix.json"))
            .cache(ArchiveCache.in(cache))
            .build());
  }

  @Test
  void aHundredObjectsAreOfTheShape() {
    JsonShape shape =
        JsonShape.object()
            .field("a", JsonShape.text(40))
            .optional("n", JsonShape.integer())
            .field("b", JsonShape.list(JsonShape.oneOf("up", "in"), 1, 3))
            .build();
    try (LocalLanguageModel model = stories260k()) {
      List<Prompt> prompts = IntStream.range(0, 100).mapToObj(i -> warm(i, 36 + i % 12)).toList();
      Set<String> titles =
          model.json(shape).completeAll(prompts).stream()
              .map(reply -> JsonParser.parseString(strict(reply)).getAsJsonObject())
              .peek(JsonReplyTest::assertShape)
              .map(object -> object.get("a").getAsString())
              .collect(Collectors.toSet());

      assertTrue(titles.size() > 15, titles.toString());
    }
  }

  private static void assertShape(JsonObject object) {
    assertTrue(object.get("a").getAsString().length() <= 40);
    int tags = object.getAsJsonArray("b").size();
    assertTrue(tags >= 1 && tags <= 3);
    object
        .getAsJsonArray("b")
        .forEach(tag -> assertTrue(Set.of("up", "in").contains(tag.getAsString())));
  }

  private static String strict(Reply reply) {
    assertEquals(Reply.Finish.STOP, reply.finish(), reply.text());
    return reply.text();
  }

  /** Its tokens can write no brackets: only strings, numbers and words are left. */
  @Test
  void aHundredValuesOfAnotherModelAreJson() {
    try (LocalLanguageModel model = tinyStories()) {
      List<Prompt> prompts = IntStream.range(0, 100).mapToObj(i -> warm(i, 2 + i % 30)).toList();

      for (Reply reply : model.json(JsonShape.any()).completeAll(prompts)) {
        assertTrue(JsonParser.parseString(reply.text()).isJsonPrimitive(), reply.text());
      }
      Exception error =
          assertThrows(IllegalArgumentException.class, () -> model.json(JsonShape.anyObject()));
      assertEquals("the tokenizer has no tokens to write {} with", error.getMessage());
    }
  }

  @Test
  void aChoiceAmongTextsIsOneOfThem() {
    try (LocalLanguageModel model = tinyStories()) {
      JsonModel chooser = model.json(JsonShape.oneOf("cookie", "river", "cloud"));

      assertTrue(
          Set.of("\"cookie\"", "\"river\"", "\"cloud\"")
              .contains(chooser.complete(warm(1, 8)).text().strip()));
    }
  }

  @Test
  void saysWhatTheShapeNeeds() {
    try (LocalLanguageModel model = stories260k()) {
      JsonModel lists = model.json(JsonShape.list(JsonShape.bool(), 3, 3));

      LlmException error = assertThrows(LlmException.class, () -> lists.complete(warm(1, 4)));

      assertTrue(
          error.getMessage().startsWith("the reply may have 4 tokens, the shortest JSON of the"),
          error.getMessage());
    }
  }
}
