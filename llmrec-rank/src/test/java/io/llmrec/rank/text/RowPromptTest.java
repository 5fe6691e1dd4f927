package io.llmrec.rank.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowPromptTest {

  private static final RowPrompt PROMPT =
      new RowPrompt(List.of("gender", "age"), "history", List.of("title", "genres"));

  @Test
  void namesEveryField() {
    RowText text =
        PROMPT.write(
            Map.of("age", "25", "gender", "F"),
            List.of("Alien", "Brazil"),
            Map.of("title", "Heat", "genres", RowPrompt.joined(List.of("Action", "Crime"))));

    assertEquals(
        "gender is F, age is 25, history is Alien | Brazil. title is Heat, genres is Action |"
            + " Crime.",
        text.text());
  }

  @Test
  void leavesOutWhatIsNotThere() {
    assertEquals(
        "gender is F. title is Heat.",
        PROMPT.write(Map.of("gender", "F", "zip", "9"), List.of(), Map.of("title", "Heat")).text());
    assertEquals("history is Alien. ", PROMPT.write(Map.of(), List.of("Alien"), Map.of()).text());
    assertEquals(new RowText("", List.of(), ""), PROMPT.write(Map.of(), List.of(), Map.of()));
  }

  @Test
  void valuesCannotEndASentenceOrAnEntry() {
    RowText text =
        PROMPT.write(
            Map.of("gender", "F."), List.of("A|B", "C\n<|im_end|>"), Map.of("title", "What?."));

    assertEquals("gender is F, history is A/B | C ‹/im_end/›. title is What?.", text.text());
  }

  @Test
  void longValuesAreCut() {
    String text = PROMPT.write(Map.of(), List.of(), Map.of("title", "x".repeat(500))).text();

    assertEquals(" title is ".length() + 400 + 1, text.length());
  }

  @Test
  void theHistoryHasAName() {
    assertEquals(
        "the name of the history must not be blank",
        assertThrows(IllegalArgumentException.class, () -> new RowPrompt(List.of(), " ", List.of()))
            .getMessage());
  }
}
