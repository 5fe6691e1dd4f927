package io.llmrec.embed.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.embed.SharedData;
import io.llmrec.embed.torchscript.ArchiveCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two real models of children's stories, 656 and 260 thousand parameters. */
class TinyStoriesTest {

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

  private static Prompt story(String beginning, int tokens) {
    return Prompt.of(beginning).with(GenerationOptions.DEFAULT.withMaxTokens(tokens));
  }

  @Test
  void scoresAsItsTorchScriptCopy() {
    Path folder = SharedData.require("models/tinystories-656k");
    List<String> texts = Sentences.ALL.stream().map(text -> text + " ").toList();
    try (LocalLanguageModel copy =
        LocalLanguageModel.openScript(
            folder.resolve("model_torchscript.pt"),
            folder.resolve("tokenizer_no_prefix.json"),
            LocalModelOptions.defaults())) {
      List<ScoringLanguageModel.TextScore> wanted = copy.score(texts);
      List<ScoringLanguageModel.TextScore> found = model.score(texts);
      for (int i = 0; i < texts.size(); i++) {
        assertEquals(wanted.get(i).tokens(), found.get(i).tokens());
        assertEquals(wanted.get(i).logProbability(), found.get(i).logProbability(), 1e-4);
      }
    }
  }

  @Test
  void findsFluentTextLikelierThanShuffled() {
    assertTrue(fluentWins(model, " ") >= 99);
  }

  @Test
  void theOtherModelTellsTheSampleOfItsMakers() {
    Path folder = SharedData.require("models/stories260k");
    try (LocalLanguageModel small =
        LocalLanguageModel.openScript(
            folder.resolve("model_torchscript.pt"),
            folder.resolve("tokenizer.json"),
            LocalModelOptions.defaults())) {
      String story = small.complete(story("Once upon a time", 40)).text();

      assertTrue(
          story.startsWith(", there was a little girl named Lily. She loved to play outside"),
          story);
      assertTrue(fluentWins(small, "") >= 99);
    }
  }

  private static int fluentWins(ScoringLanguageModel scorer, String ending) {
    Random random = new Random(3);
    List<String> texts = new ArrayList<>();
    for (String sentence : Sentences.ALL) {
      texts.add(sentence + ending);
      for (int i = 0; i < 5; i++) {
        List<String> words = new ArrayList<>(Arrays.asList(sentence.split(" ")));
        Collections.shuffle(words, random);
        texts.add(String.join(" ", words) + ending);
      }
    }
    List<ScoringLanguageModel.TextScore> scores = scorer.score(texts);
    int wins = 0;
    for (int i = 0; i < texts.size(); i += 6) {
      for (int j = 1; j <= 5; j++) {
        wins += scores.get(i).perplexity() < scores.get(i + j).perplexity() ? 1 : 0;
      }
    }
    return wins;
  }

  /**
   * The model was trained with the mark of a space behind a word, the published file adds it
   * before.
   */
  @Test
  void theTokenizerWithoutPrefixIsTheRightOne() {
    Path folder = SharedData.require("models/tinystories-656k");
    try (LocalLanguageModel published =
        LocalLanguageModel.open(
            folder, LocalModelOptions.builder().cache(ArchiveCache.in(cache)).build())) {
      assertTrue(perCharacter(published, "") > 1.3 * perCharacter(model, " "));
    }
  }

  private static double perCharacter(ScoringLanguageModel scorer, String ending) {
    double sum = 0;
    int characters = 0;
    for (String sentence : Sentences.ALL) {
      sum -= scorer.score(List.of(sentence + ending)).get(0).logProbability();
      characters += sentence.length();
    }
    return sum / characters;
  }
}
