package io.llmrec.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource({
    "'', EN",
    "12345, EN",
    "Toy Story (1995), EN",
    "华为手机, ZH",
    "华为 HUAWEI Mate 60 Pro 旗舰手机, ZH",
    "iPhone 15 Pro Max 手机壳, ZH",
    "Learn 中文 - a complete course for English speakers, EN",
    "スターウォーズ, EN",
    "𠀀𠀁, ZH",
  })
  void guessesByTheShareOfHanCharacters(String text, Language expected) {
    assertEquals(expected, Language.guess(text));
  }
}
