package io.llmrec.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TitleListTest {

  private static List<String> titles(String reply) {
    return TitleList.of(reply).titles().stream().map(TitleEntry::text).toList();
  }

  @Test
  void numbersInFrontAreTheFormThatWasAskedFor() {
    TitleList list = TitleList.of(" 1. Alien\n2) \"Heat\" (1995)\n3. **Up**\n");

    assertEquals(TitleList.Form.NUMBERED, list.form());
    assertEquals(
        List.of("Alien", "Heat\" (1995)", "Up"),
        list.titles().stream().map(TitleEntry::text).toList());
    assertEquals(List.of("Heat"), list.titles().get(1).shorter());
  }

  @Test
  void aListEndsWhereNumbersStartAgainOrSomebodyElseSpeaks() {
    assertEquals(
        List.of("Alien", "Heat", "Up"), titles("1. Alien\n2. Heat\n3. Up\n1. Jaws\n2. Rocky"));
    assertEquals(
        List.of("Alien", "Heat", "Up"),
        titles("1. Alien\n2. Heat\n3. Up\n[|Human|] More!\n4. Jaws\n5. Rocky"));
    assertEquals(
        List.of("Alien", "Heat", "Up"),
        titles("User: Hi\nSystem: Here you are:\n1. Alien\n2. Heat\n3. Up\nUser: Thanks"));
  }

  @Test
  void otherFormsAreReadWhereThereAreNoNumbers() {
    assertEquals(List.of("Alien", "Heat", "Up"), titles("```json\n[\"Alien\",\"Heat\",\"Up\"]```"));
    assertEquals(List.of("Alien", "Heat", "Up"), titles("Sure:\n- Alien\n* Heat\n• Up"));
    assertEquals(List.of("Alien", "Heat", "Up"), titles("Here are some:\nAlien\nHeat\nUp"));
    assertEquals(
        List.of("Alien", "Heat", "Up"),
        titles("Sure thing! Here are some recommendations: Alien, Heat, and Up."));
    assertEquals(List.of("Alien"), titles("You may like \"Alien\", I suppose."));
    assertEquals(List.of(), titles("Hello! How can I assist you today?"));
  }

  @Test
  void reasoningIsNotTheAnswer() {
    assertEquals(
        List.of("Up", "Heat", "Jaws"),
        titles("<think>1. Alien\n2. Saw\n3. It</think>1. Up\n2. Heat\n3. Jaws"));
  }

  @Test
  void onlyAYearAQuotationOrALongRemarkSetsATitleOff() {
    assertEquals(
        List.of("Heat (1995)"), TitleEntry.of("Heat (1995) - Directed by Michael Mann").shorter());
    assertEquals(
        List.of("Heat"), TitleEntry.of("Heat - a long and quiet film about two men").shorter());
    assertEquals(List.of("Heat"), TitleEntry.of("Heat (animated version)").shorter());
    assertEquals(List.of(), TitleEntry.of("Mission: Impossible - Ghost Protocol").shorter());
    assertEquals(List.of(), TitleEntry.of("Heat (1995)").shorter());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1. ", "(((((((", "\"\"\"\"", ", , , ", "\n", "1", "《", "- - - - - -", " "})
  void hostileTextIsReadInBoundedTime(String part) {
    String reply = part.repeat(400_000);

    TitleList list = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> TitleList.of(reply));

    assertTrue(list.titles().size() <= TitleList.MAX_TITLES);
    list.titles().forEach(title -> assertTrue(title.text().length() <= TitleEntry.MAX_CHARS));
  }

  @Test
  void numbersTooLargeToBePlacesAreNoNumbers() {
    assertEquals(List.of(), titles("99999999999999. Alien."));
    assertEquals(TitleList.Form.NONE, TitleList.of("").form());
  }
}
