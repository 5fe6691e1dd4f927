package io.llmrec.prompt.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.testing.ScoringLanguageModelContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NGramModelTest {

  private static final List<String> TITLES =
      List.of(
          "Acme electric kettle 1.7 L",
          "Acme electric grill",
          "Bosch electric kettle",
          "小米无线鼠标",
          "小米无线耳机",
          "华为无线耳机 降噪");

  @Nested
  class Contract implements ScoringLanguageModelContract {
    @Override
    public ScoringLanguageModel scoringModel() {
      return NGramModel.train(texts());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void probabilitiesOfAllThatCanComeNextSumToOne(int order) {
    NGramModel model = NGramModel.train(TITLES, order);
    List<String> tokens = TITLES.stream().flatMap(title -> Tokens.of(title).stream()).toList();
    for (String context : List.of("", "Acme", "Acme electric", "electric never", "never", "小米无")) {
      double sum = model.probability(context, null) + model.probability(context, "unheard of");
      for (String token : tokens.stream().distinct().toList()) {
        sum += model.probability(context, token);
      }
      assertEquals(1, sum, 1e-12, context);
    }
  }

  /**
   * By hand, over single tokens of "a b" and "a c": a is seen twice, b, c once, the end twice. Two
   * kinds count once, two twice: y = 2 / (2 + 2 * 2) = 1/3, D1 = 1 - 2/3 = 1/3, D2 = 2 - 0 = 2,
   * which is not below 2 and becomes 1. Given away: (2 * 1/3 + 2 * 1) / 6 = 4/9, to 5 outcomes.
   */
  @Test
  void singleTokensAreSmoothedAsComputedByHand() {
    NGramModel model = NGramModel.train(List.of("a b", "a c"), 1);

    assertEquals(1.0 / 6 + 4.0 / 45, model.probability("", "a"), 1e-12);
    assertEquals((2.0 / 3) / 6 + 4.0 / 45, model.probability("", "b"), 1e-12);
    assertEquals(4.0 / 45, model.probability("", "z"), 1e-12);
  }

  /**
   * By hand, over two tokens of "a b" and "a b": (begin a), (a b), (b end) count twice each, so
   * that D2 falls back to 1, and every token follows one other: three kinds count once, D1 falls
   * back to 1/2. P1(b) = (1/2 + 3/2 * 1/4) / 3 = 7/24; P(b | a) = (1 + P1(b)) / 2 = 31/48.
   */
  @Test
  void shorterContextsCountInHowManyPlacesATokenStands() {
    NGramModel model = NGramModel.train(List.of("a b", "a b"), 2);

    assertEquals(31.0 / 48, model.probability("a", "b"), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "Acme electric kettle, kettle electric Acme",
    "小米无线耳机, 耳无机小线米",
    "Bosch electric grill, Bosch quantum grill",
  })
  void whatReadsLikeTheCatalogHasLowerPerplexity(String fluent, String odd) {
    NGramModel model = NGramModel.train(TITLES);

    double better = model.score(List.of(fluent)).get(0).perplexity();
    double worse = model.score(List.of(odd)).get(0).perplexity();

    assertTrue(better < worse, better + " against " + worse);
  }

  @Test
  void englishIsReadByWordsAndChineseByCharacters() {
    assertEquals(List.of("acme", "k", "-", "200", "水", "壶", "!"), Tokens.of("Acme K-200水壶！"));
    assertEquals(5, NGramModel.train(TITLES).score(List.of("小米 Mate60")).get(0).tokens() + 1);
    assertEquals(1, NGramModel.train(TITLES).score(List.of(" ")).get(0).tokens());
  }

  @Test
  void orderOfTheTextsDoesNotMatter() {
    List<String> shuffled = new ArrayList<>(TITLES);
    Collections.shuffle(shuffled, new Random(5));

    assertEquals(
        NGramModel.train(TITLES).score(TITLES).stream().map(s -> s.logProbability()).toList(),
        NGramModel.train(shuffled).score(TITLES).stream().map(s -> s.logProbability()).toList());
  }

  @Test
  void growsWithItsData() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      many.add("item " + i + " of box " + i % 7);
    }
    NGramModel model = NGramModel.train(many);

    assertEquals(3003, model.vocabularySize());
    assertTrue(model.probability("of box", "3") > 0.1);
  }

  @Test
  void misuseIsNamed() {
    assertEquals(
        "order must be 1 to 3, was 4",
        assertThrows(IllegalArgumentException.class, () -> NGramModel.train(TITLES, 4))
            .getMessage());
    assertEquals(
        "texts must hold at least 1 token, held none",
        assertThrows(IllegalArgumentException.class, () -> NGramModel.train(List.of(" ")))
            .getMessage());
  }
}
