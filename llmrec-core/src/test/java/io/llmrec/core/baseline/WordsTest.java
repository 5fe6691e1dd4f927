package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ''",
        "' \t\n' | ''",
        "Half-finger GLOVES, 2 pairs! | half finger gloves 2 pairs",
        "Čaj naïve ČAJ | čaj naïve čaj",
        "绿茶 | 绿 茶 绿茶",
        "明前龙井 | 明 前 明前 龙 前龙 井 龙井",
        "绿-茶 | 绿 茶",
        "USB充电 | usb 充 电 充电",
        "充2次电 | 充 2 次 电 次电",
        "ＵＳＢ１ | usb1",
        "Привет мир | привет мир",
        "コーヒー豆 | コーヒー 豆",
        "𠮷野家 | 𠮷 野 𠮷野 家 野家",
        "हिन्दी | हिन्दी",
        "★☆✨ | ''",
        "tea☕pot | tea pot"
      })
  void partsTextIntoWords(String text, String words) {
    assertEquals(words, String.join(" ", Words.of(text)));
  }

  @Test
  void keepsRepeatedWords() {
    assertEquals(List.of("tea", "tea"), Words.of("tea tea"));
  }
}
