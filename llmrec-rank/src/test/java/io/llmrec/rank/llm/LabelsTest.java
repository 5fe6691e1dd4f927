package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private static List<String> drawn(String seed, int count, String... texts) {
    Labels labels = Labels.draw(seed, count, List.of(texts));
    return IntStream.range(0, count).mapToObj(labels::label).toList();
  }

  @Test
  void sameSeedGivesSameLabels() {
    assertEquals(List.of("U041", "F154", "N800"), drawn("request 1", 3));
    assertEquals(drawn("request 1", 50), drawn("request 1", 50));
  }

  @Test
  void otherSeedGivesOtherLabels() {
    assertNotEquals(drawn("request 1", 3), drawn("request 2", 3));
  }

  @Test
  void labelsAreALetterAndThreeDigits() {
    assertTrue(drawn("s", 200).stream().allMatch(label -> label.matches("[A-HJ-NP-Z][0-9]{3}")));
  }

  @Test
  void anyTwoDifferInTwoCharacters() {
    List<String> labels = drawn("s", Labels.MAX_COUNT);

    for (int i = 0; i < labels.size(); i++) {
      for (int j = 0; j < i; j++) {
        String a = labels.get(i);
        String b = labels.get(j);
        assertTrue(IntStream.range(0, 4).filter(k -> a.charAt(k) != b.charAt(k)).count() >= 2);
      }
    }
  }

  @Test
  void noLabelOccursInATextShown() {
    String first = drawn("s", 1).get(0);

    List<String> labels = drawn("s", 1, "The " + first.toLowerCase() + " returns");

    assertNotEquals(first, labels.get(0));
  }

  @Test
  void drawingEndsWhenTextsHoldEveryLabel() {
    StringBuilder all = new StringBuilder();
    for (char letter = 'A'; letter <= 'Z'; letter++) {
      for (int number = 0; number < 1000; number++) {
        all.append(letter).append(String.format("%03d ", number));
      }
    }

    Set<String> labels = new HashSet<>(drawn("s", 100, all.toString()));

    assertEquals(100, labels.size());
  }

  @Test
  void findsLabelsInAnyCaseAndWidth() {
    assertEquals(
        List.of("K073", "D112", "Z999"),
        Labels.find(Labels.normalise("k073，Ｄ１１２《Z999》 K07 AK073 K0731 K073x")));
  }

  @Test
  void placesAreThoseOfTheCandidates() {
    Labels labels = Labels.of(List.of("A101", "B202"));

    assertEquals(1, labels.place("B202"));
    assertEquals(-1, labels.place("C303"));
    assertFalse(labels.place("A101") < 0);
  }

  @Test
  void moreCandidatesThanLabelsAreRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Labels.draw("s", 201, List.of()));
    assertEquals("at most 200 candidates can be labelled, were 201", e.getMessage());
  }
}
