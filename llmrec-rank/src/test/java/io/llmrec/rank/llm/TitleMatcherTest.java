package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleMatcherTest {

  private static TitleMatcher of(String... titles) {
    return new TitleMatcher(List.of(titles).stream().map(List::of).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sixth Sense, The (1999) | The Sixth Sense",
        "Sixth Sense, The (1999) | sixth sense (1999)",
        "Bug's Life, A | A Bug\u2019s Life",
        "Romeo & Juliet | ROMEO AND JULIET",
        "2001: A Space Odyssey | 2001 - A Space Odyssey (1968)",
        "Ｗｉｄｅ Title | Wide Title",
        "(1999) | (1999)",
        "!!! | !!!",
        "The | The",
        "霸王别姬 | 《霸王别姬》",
      })
  void theSameAfterNormalisationIsExact(String title, String said) {
    assertEquals(Mention.exact(0), of(title, "Something else").match(said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Heat",
        "The Heat of the Night",
        "In the Heat of",
        "Night",
        "n",
        " ",
        "",
        "Rocky III",
        "Terminator 3",
        "In the Heat of the Night (1980)",
        "第三集大宅门传奇故事"
      })
  void partsAndOtherNumbersAndYearsDoNotMatch(String said) {
    TitleMatcher matcher =
        of("In the Heat of the Night (1967)", "Rocky II", "Terminator 2", "第二集大宅门传奇故事");

    assertNull(matcher.match(said));
  }

  @Test
  void aSlipInALongTitleIsFuzzy() {
    TitleMatcher matcher = of("Schindler's List", "Twelve Monkeys");

    assertEquals(Mention.fuzzy(0), matcher.match("Schindlers Lists"));
    assertEquals(Mention.fuzzy(1), matcher.match("Twelve Monkey"));
  }

  @Test
  void closeToTwoIsNeither() {
    assertNull(of("The Long Road Home A", "The Long Road Home B").match("The Long Road Home C"));
  }

  @Test
  void theYearTellsWorksOfOneTitleApart() {
    TitleMatcher matcher = of("Heat (1986)", "Heat (1995)", "Ronin", "Ronin (1998)");

    assertEquals(Mention.exact(1), matcher.match("Heat (1995)"));
    assertEquals(Mention.INVENTED, matcher.match("Heat"));
    assertNull(matcher.match("Heat (1972)"));
    assertEquals(Mention.exact(2), matcher.match("Ronin"));
  }

  @Test
  void aCandidateGoesByAllItsNames() {
    TitleMatcher matcher =
        new TitleMatcher(
            List.of(List.of("NEW!! Mug blue 300ml", "Blue mug"), List.of("Red mug", "Red mug")));

    assertEquals(Mention.exact(0), matcher.match("blue mug"));
    assertEquals(Mention.exact(0), matcher.match("New mug, blue, 300ml"));
    assertEquals(Mention.exact(1), matcher.match("Red mug"));
  }
}
