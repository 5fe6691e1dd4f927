package io.llmrec.prompt.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.PromptTemplate;
import io.llmrec.prompt.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductDescriberTest {

  /** The worked example of the prompt. */
  private static final Item GLOVES =
      Item.of("g", "giyo公路山地车专用自行车单车专业骑行手套半指夏季男硅胶减震女")
          .withAttribute("keywords", "giyo,公路,山地车,专用,自行车,单车,专业,骑行,手套,半指,夏季,男,硅胶,减震,女")
          .withAttribute("尺码", "XXL")
          .withAttribute("类目", "自行车手套")
          .withAttribute("品牌", "GIYO/集优")
          .withAttribute("款式", "半指手套");

  private static final Item ENGLISH =
      Item.of("e", "giyo road cycling gloves")
          .withAttribute("keywords", "giyo, road, cycling, gloves, half-finger, silicone")
          .withAttribute("brand", "GIYO")
          .withAttribute("style", "half-finger gloves");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "这个商品是GIYO牌的自行车半指手套",
        "这个商品是一款GIYO集优的夏季骑行手套，硅胶减震",
        "这个商品是半指手套",
      })
  void wordsOfKeywordsAndAttributesAreKept(String sentence) {
    assertEquals(Optional.of(sentence), describe(GLOVES, sentence));
  }

  @ParameterizedTest
  @CsvSource({
    "这个商品是GIYO牌的自行车全指手套, invented word",
    "这个商品是捷安特牌的自行车半指手套, invented word",
    "这个商品是GIYO牌的自行车半指真皮手套, invented word",
    "这个商品是GIYO牌的防水自行车手套, invented word",
    "这个商品是GIYO牌的XL码自行车半指手套, invented word",
    "这个商品是GIYO牌的2双自行车半指手套, invented word",
    "GIYO牌的自行车半指手套, other beginning",
    "这个商品是GIYO牌的公路山地车专用自行车单车专业骑行手套半指夏季男硅胶减震手套半指手套, too long",
  })
  void foreignWordsAndOtherFormsAreRefused(String sentence, String kind) {
    ProductDescriber describer = ProductDescriber.of(prompt -> reply(sentence));

    assertEquals(List.of(Optional.empty()), describer.summarize(List.of(GLOVES)));
    assertEquals(Map.of(kind, 1L), describer.refusals());
  }

  @Test
  void limitsAreFortyCharactersAndTwentyFiveWords() {
    String forty = "这个商品是GIYO的" + "手套".repeat(15);
    String words = "This item is" + " gloves".repeat(22);

    assertEquals(Optional.of(forty), describe(GLOVES, forty));
    assertEquals(Optional.empty(), describe(GLOVES, forty + "女"));
    assertEquals(Optional.of(words), describe(ENGLISH, words));
    assertEquals(Optional.empty(), describe(ENGLISH, words + " giyo"));
  }

  @Test
  void englishIsCheckedByWords() {
    String good = "This item is a pair of GIYO half-finger cycling gloves";

    assertEquals(Optional.of(good), describe(ENGLISH, good));
    assertEquals(Optional.empty(), describe(ENGLISH, good.replace("half", "full")));
    assertEquals(Optional.empty(), describe(ENGLISH, good.replace("cycling", "leather")));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void exampleInThePromptPassesItsOwnCheck(Language language) {
    PromptTemplate template =
        PromptTemplate.load(ProductDescriber.class, "describe_product", language);
    List<Message> turns = template.render(Map.of("keywords", "", "attributes", "")).messages();
    List<String> asked = List.of(turns.get(1).text());
    String answer =
        JsonReply.object(turns.get(2).text()).orElseThrow().path("description").textValue();

    Verdict verdict =
        ProductDescriber.judge(
            GLOVES,
            new TaskInput("example", language, Map.of(), asked),
            new ProductDescriber.Answer(answer));

    assertTrue(verdict.kept(), verdict.fault());
  }

  @Test
  void exampleOfThePromptIsTheOneOfTheTest() {
    TaskInput input = ProductDescriber.input(GLOVES);
    String example =
        PromptTemplate.load(ProductDescriber.class, "describe_product", Language.ZH)
            .render(Map.of("keywords", "", "attributes", ""))
            .messages()
            .get(1)
            .text()
            .replace("} }", "}}");

    assertEquals(
        "关键词：" + input.values().get("keywords") + "\n属性：" + input.values().get("attributes"),
        example);
  }

  @Test
  void titleStandsInForMissingKeywords() {
    assertEquals(
        "[\"red\",\"cup\"]",
        ProductDescriber.input(Item.of("c", "Red cup!")).values().get("keywords"));
    assertFalse(describe(Item.of("c", "Red cup!"), "This item is a red cup").isEmpty());
  }

  private static Reply reply(String sentence) {
    return Reply.of("{\"description\": " + StrictJson.quote(sentence) + "}");
  }

  private static Optional<String> describe(Item item, String sentence) {
    return ProductDescriber.of(prompt -> reply(sentence))
        .summarize(List.of(item))
        .get(0)
        .map(Enrichment::text);
  }
}
