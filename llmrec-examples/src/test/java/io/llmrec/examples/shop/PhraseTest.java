package io.llmrec.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type}      | LED desk lamp      | LED desk lamp",
        "{Type}      | LED desk lamp      | LED Desk Lamp",
        "{TYPE}      | LED desk lamp      | LED DESK LAMP",
        "{a:type}    | LED desk lamp      | an LED desk lamp",
        "{a:type}    | USB hub            | a USB hub",
        "{a:type}    | ultralight tent    | an ultralight tent",
        "{a:type}    | compact pot        | a compact pot",
        "{a:type}    | 800 g pack         | an 800 g pack",
        "{a:Type}    | bedtime book       | A Bedtime Book",
        "{Type}      | pistachios in shell| Pistachios in Shell",
        "{Type}      | 250 g              | 250 g",
        "{Type}      | 2 persons          | 2 Persons",
        "{type}?: x  | Who                | Who? x",
        "{type}'s x  | Otter Books        | Otter Books' x",
        "{type}'s x  | Otter              | Otter's x",
      })
  void writesAValueAsThePlaceholderSays(String phrasing, String value, String written) {
    assertEquals(written, Phrase.fill(phrasing, Map.of("type", value)::get));
  }

  @Test
  void takesBracesAndDollarsOfAValueAsTheyAre() {
    assertEquals("$1 {type} \\", Phrase.fill("{type}", role -> "$1 {type} \\"));
  }

  @Test
  void beginsASentenceWithACapital() {
    assertEquals("Tea", Phrase.sentence("tea"));
    assertEquals("这款茶", Phrase.sentence("这款茶"));
  }
}
