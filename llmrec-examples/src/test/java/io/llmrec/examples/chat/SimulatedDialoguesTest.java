package io.llmrec.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.chat.SimulatedDialogues.Row;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.simulate.Exchange;
import io.llmrec.prompt.chat.simulate.SimulatedDialogue;
import io.llmrec.prompt.chat.simulate.SimulatedDialogue.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedDialoguesTest {

  @TempDir Path folder;

  /** All that was said, with how each dialogue ended. */
  private static List<String> transcript(Row row) {
    return row.report().dialogues().stream().map(SimulatedDialoguesTest::transcript).toList();
  }

  private static String transcript(SimulatedDialogue dialogue) {
    StringBuilder text = new StringBuilder(dialogue.end() + dialogue.problem());
    for (Exchange exchange : dialogue.exchanges()) {
      text.append('\n').append(exchange.saying().message());
      text.append('\n').append(exchange.turn().text());
    }
    return text.toString();
  }

  private static void check(List<Row> rows) {
    for (Row row : rows) {
      assertEquals(0, row.report().leaks(), row.toString());
      assertEquals(0, row.report().ended(End.FAILED), row.toString());
      assertEquals(List.of(), row.report().ungrounded(), row.toString());
    }
    Row rules = rows.get(0);
    Row faulty = rows.get(1);
    Row control = rows.get(2);
    assertTrue(rules.report().success().mean() >= 0.8, rules.toString());
    assertTrue(rules.report().violations() <= rules.report().offered() / 50, rules.toString());
    assertTrue(faulty.report().success().mean() >= 0.6, faulty.toString());
    assertTrue(
        control.report().success().mean() < rules.report().success().mean(), control.toString());
  }

  @Test
  void nothingIsMadeUpInTheShopWhateverTheModelDoesAndRunsRepeat() {
    List<Row> rows = SimulatedDialogues.shop(Language.EN, 16, folder);

    check(rows);
    boolean refused =
        rows.get(1).report().dialogues().stream()
            .flatMap(dialogue -> dialogue.exchanges().stream())
            .anyMatch(exchange -> !exchange.turn().trace().findings().isEmpty());
    assertTrue(refused, "the faulty model must have made something up");
    List<Row> again = SimulatedDialogues.shop(Language.EN, 16, folder);
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(transcript(rows.get(i)), transcript(again.get(i)));
    }
  }

  @Tag("long")
  @Test
  void nothingIsMadeUpInTheChineseShop() {
    check(SimulatedDialogues.shop(Language.ZH, 40, folder));
  }

  @Tag("long")
  @Test
  void nothingIsMadeUpAboutFilms() {
    Path shared = Path.of(System.getProperty("llmrec.shared", "../../shared"));
    Assumptions.assumeTrue(
        Files.isDirectory(shared.resolve("data").resolve("ml1m_full")),
        () -> "skipped: there is no data/ml1m_full in " + shared + "; set -Dllmrec.shared");

    check(SimulatedDialogues.films(FilmData.read(shared), 40, folder));
  }

  @Test
  void theFaultyModelIsFaulty() {
    assertEquals(
        List.of("Zorblax Turbo 3000", "Glimmerfox Omega"),
        SimulatedDialogues.invented(
            Turns.saying("Buy the zorblax turbo 3000 or a Glimmerfox Omega.")));
  }
}
