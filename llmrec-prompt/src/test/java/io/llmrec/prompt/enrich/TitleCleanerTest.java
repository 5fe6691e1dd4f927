package io.llmrec.prompt.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import io.llmrec.prompt.PromptTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleCleanerTest {

  private static final Item KETTLE =
      Item.of("k", "NEW!! Acme AquaBoil 1.7L Electric Kettle best price ***")
          .withCategories("Kitchen", "Kettles")
          .withAttribute("colour", "black");
  private static final Item EARBUDS = Item.of("e", "【爆款】小米无线蓝牙耳机 降噪版 包邮");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\": \"Acme Electric Kettle 1.7L black\"}|Acme Electric Kettle 1.7L black",
        "{\"title\": \" Acme \\n 1.7L Electric\\u200b Kettle \"}|Acme 1.7L Electric Kettle",
        "Sure!```json {\"title\": \"Acme Kettle 1.7 l\"}```|Acme Kettle 1.7 l",
        "<think>{\"title\":\"Bosch\"}</think>{\"title\": \"Acme Kettle 1.7L\"}|Acme Kettle 1.7L",
      })
  void keepsWhatTheItemSays(String reply, String title) {
    assertEquals(Optional.of(title), clean(KETTLE, reply));
  }

  @Test
  void keepsAChineseTitle() {
    assertEquals(Optional.of("小米 无线蓝牙耳机 降噪版"), clean(EARBUDS, "{\"title\": \"小米 无线蓝牙耳机 降噪版\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"title\": \"Bosch Electric Kettle 1.7L\"}",
        "{\"title\": \"Acme Electric Kettle 1.5L\"}",
        "{\"title\": \"Acme Electric Kettle, stainless steel\"}",
        "{\"title\": \"\"}",
        "{\"title\": \" *** \"}",
        "{\"title\": [\"Acme Kettle\"]}",
        "{\"title\": null}",
        "{\"name\": \"Acme Kettle\"}",
        "{\"title\": \"Acme Kettle\", \"why\": \"shorter\"}",
        "{\"title\": \"Acme Kettle\", \"title\": \"Acme\"}",
        "Acme Electric Kettle 1.7L",
        "I cannot help with that.",
        "",
      })
  void lieOrProseLeavesThePlaceEmpty(String reply) {
    TitleCleaner cleaner = TitleCleaner.of(prompt -> Reply.of(reply));

    assertEquals(List.of(Optional.empty()), cleaner.summarize(List.of(KETTLE)));
    assertEquals(1, cleaner.rejected());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      value = {
        "Acme Kettle KX-200 1.7L|Acme|Acme KX-200 kettle 1.7 l|nothing",
        "Acme Kettle KX-200 1.7L|Acme|KX-200 kettle 1.7L|acme",
        "Acme Kettle KX-200 1.7L|Acme|Acme kettle 1.7L|kx-200",
        "Acme Kettle KX-200 1.7L|Acme|Acme KX-200 kettle|1.7l",
        "Acme Kettle 1.7 L|Bosch|Acme Kettle 1.7 L|nothing",
        "Gum without sugar mint|''|gum sugar mint|without sugar",
        "Sugar free gum, free shipping|''|sugar gum|sugar free",
        "Sugar-free gum 20% off|''|gum|sugar-free",
        "Buy 2 get 1 free Acme soap 100g|Acme|Acme soap 100 g|nothing",
        "小米无线鼠标 静音 包邮|小米|小米无线鼠标|nothing",
        "小米无线鼠标 静音 包邮|小米|小米鼠标|无线",
        "康师傅无糖绿茶500ml|康师傅|绿茶无糖500毫升|500ml",
        "康师傅无糖绿茶500ml 满100减20|康师傅|康师傅无糖绿茶 500ml|nothing",
        "康师傅无糖绿茶500ml|康师傅|无糖绿茶500ml|康师傅",
        "不含酒精护手霜 买1送1 7天无理由退换货|''|护手霜不含酒精|nothing",
        "洗面奶 温和不|''|洗面奶|和不",
      })
  void whatMattersMustNotBeLeftOut(String title, String brand, String rewrite, String dropped) {
    assertEquals(dropped, new TitleEssentials(title, brand).firstDropped(rewrite));
  }

  @Test
  void droppedBrandOrSizeLeavesThePlaceEmptyAndIsCounted() {
    TitleCleaner cleaner = TitleCleaner.of(prompt -> Reply.of("{\"title\": \"Acme Kettle\"}"));

    cleaner.summarize(List.of(KETTLE, EARBUDS.withAttribute("x", "Acme Kettle")));

    assertEquals(Map.of("left out", 1L), refusals(cleaner, KETTLE));
    assertEquals(Map.of("left out", 2L), cleaner.refusals());
  }

  @Test
  void omissionsMayBeAllowedAndAdditionsMayNot() {
    TitleCleaner dropping =
        TitleCleaner.of(prompt -> Reply.of("{\"title\": \"Acme Kettle\"}")).allowingOmissions();
    TitleCleaner adding =
        TitleCleaner.of(prompt -> Reply.of("{\"title\": \"Bosch Kettle\"}")).allowingOmissions();

    assertEquals("Acme Kettle", dropping.summarize(List.of(KETTLE)).get(0).orElseThrow().text());
    assertEquals(List.of(Optional.empty()), adding.summarize(List.of(KETTLE)));
    assertNotEquals(dropping.fingerprint(), TitleCleaner.of(prompt -> Reply.of("")).fingerprint());
  }

  private static Map<String, Long> refusals(TitleCleaner like, Item item) {
    TitleCleaner fresh = TitleCleaner.of(prompt -> Reply.of("{\"title\": \"Acme Kettle\"}"));
    assertEquals(like.fingerprint(), fresh.fingerprint());
    fresh.summarize(List.of(item));
    return fresh.refusals();
  }

  @Test
  void rewriteThatReadsNoMoreFluentlyIsRefused() {
    ScoringLanguageModel shorterIsBetter =
        texts -> texts.stream().map(text -> new TextScore(-text.length(), 4)).toList();
    List<String> replies =
        List.of(
            "{\"title\": \"Acme Kettle 1.7L\"}",
            "{\"title\": \"NEW Acme AquaBoil AquaBoil AquaBoil 1.7L Electric Kettle best price"
                + " black\"}");
    for (String reply : replies) {
      TitleCleaner cleaner =
          TitleCleaner.of(prompt -> Reply.of(reply)).moreFluentBy(shorterIsBetter);
      boolean kept = cleaner.summarize(List.of(KETTLE)).get(0).isPresent();

      assertEquals(reply.equals(replies.get(0)), kept);
      assertEquals(kept ? Map.of() : Map.of("no lower perplexity", 1L), cleaner.refusals());
      assertEquals(kept ? 1 : 0, cleaner.perplexities().titles());
      if (kept) {
        assertEquals(
            Math.exp(KETTLE.title().length() / 4.0), cleaner.perplexities().before(), 1e-6);
        assertEquals(Math.exp(16 / 4.0), cleaner.perplexities().after(), 1e-9);
      }
    }
  }

  @Test
  void hugeRepliesLeaveThePlaceEmpty() {
    assertEquals(Optional.empty(), clean(KETTLE, "{\"title\": \"" + "Acme ".repeat(2_000_000)));
    assertEquals(Optional.empty(), clean(KETTLE, "{\"title\": \"" + "Acme ".repeat(1000) + "\"}"));
  }

  @Test
  void longestTitleIsKeptAndNoLonger() {
    Item item = Item.of("i", "a ".repeat(100));

    assertEquals(
        Optional.of("a ".repeat(59) + "aa"),
        clean(item.withAttribute("x", "aa"), "{\"title\": \"" + "a ".repeat(59) + "aa\"}"));
    assertEquals(Optional.empty(), clean(item, "{\"title\": \"" + "a ".repeat(60) + "a\"}"));
  }

  @Test
  void hostsOwnTemplateMustTakeTheItem() {
    PromptTemplate template = PromptTemplate.parse("mine", "---user---\n{{itme}}");

    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TitleCleaner.of(p -> Reply.of(""), EnrichOptions.DEFAULT, template));

    assertEquals(
        "prompt template 'mine' must take the values [item], takes [itme]", e.getMessage());
  }

  private static Optional<String> clean(Item item, String reply) {
    TitleCleaner cleaner = TitleCleaner.of(prompt -> Reply.of(reply));
    return cleaner.summarize(List.of(item)).get(0).map(Enrichment::text);
  }
}
