package io.llmrec.prompt.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.PromptTemplate;
import java.util.List;
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
        "{\"title\": \" Acme \\n Electric\\u200b Kettle \"}|Acme Electric Kettle",
        "Sure!```json {\"title\": \"Acme Kettle\"}```|Acme Kettle",
        "<think>{\"title\":\"Bosch\"}</think>{\"title\": \"Acme Kettle\"}|Acme Kettle",
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
