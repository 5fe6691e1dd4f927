package io.llmrec.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.chat.DialogueFilms.Found;
import io.llmrec.examples.chat.DialogueFilms.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialogueFilmsTest {

  private static final List<String> NAMES =
      List.of(
          "Predator_(film)",
          "The_Predator_(film)",
          "Total_Recall_(2012_film)",
          "Parasite_(1982_film)",
          "Parasite_(2019_film)",
          "The_Wedding_Ringer",
          "Mr._&_Mrs._Smith_(2005_film)",
          "Jodie_Foster");

  private static DialogueFilms films() {
    Map<String, Integer> resources = new LinkedHashMap<>();
    NAMES.forEach(
        name -> resources.put("<http://dbpedia.org/resource/" + name + ">", resources.size() * 10));
    return new DialogueFilms(resources, Set.of(0, 10, 20, 30, 40, 50, 60));
  }

  private static Found find(String title) {
    return films().find(TitleList.of("1. " + title)).get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Predator | SAME | 0",
        "Predator (1987) | SAME | 0",
        "the predator | SAME | 10",
        "Total Recall | SAME | 20",
        "Total Recall (2012) | SAME | 20",
        "Total Recall (1990) | ELSEWHERE | -1",
        "Parasite | SEVERAL | -1",
        "Parasite (2019) - Thriller | SAME | 40",
        "Mr. and Mrs. Smith | SAME | 60",
        "The Wedding Singer | NEAR | 50",
        "Jodie Foster | ELSEWHERE | -1",
        "Wedding | UNKNOWN | -1",
        "The Wedding Ringer and others | UNKNOWN | -1",
      })
  void aTitleIsTheSameOrItIsNotTaken(String title, Verdict verdict, int film) {
    Found found = find(title);

    assertEquals(verdict, found.verdict());
    assertEquals(film, found.film());
  }

  @Test
  void knowsWhichTitlesAreShared() {
    DialogueFilms films = films();

    assertEquals(7, films.size());
    assertTrue(films.sharesTitle(40));
    assertFalse(films.sharesTitle(0));
    assertTrue(films.isOfAnotherYear("Total Recall (1990)", 20));
    assertFalse(films.isOfAnotherYear("Total Recall", 20));
  }
}
