package io.llmrec.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.RecallSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sentences of the built-in explainer, and the facts behind them. */
class TemplateExplainerTest {

  private static final Item LAMP = Item.of("lamp", "Bike lamp");
  private static final Item GLOVE = Item.of("glove", "骑行手套");
  private static final String LONG = "很".repeat(59) + "🚲" + "长";

  private final Locale before = Locale.getDefault();
  private final Catalog catalog =
      Catalog.of(
          List.of(
              LAMP,
              GLOVE,
              Item.of("raw", "!!! HOT lamp !!!").withAttribute("clean_title", "Lamp"),
              Item.of("long", LONG)));

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  private Reason explain(Candidate candidate) {
    return Explainer.templates().explain(candidate, catalog);
  }

  @Test
  void namesTheHistoryInTheItemsOwnScript() {
    assertEquals(
        "Because you chose “骑行手套”",
        explain(Candidate.of(LAMP, 1).because(List.of("glove"))).text());
    assertEquals(
        "因为您选过“Bike lamp”和“骑行手套”",
        explain(Candidate.of(GLOVE, 1).because(List.of("lamp", "glove"))).text());
  }

  @Test
  void namesTheRecallerWhereThereIsNoHistory() {
    RecallSource source = new RecallSource("popular", 3, 0.25);

    assertEquals("Found by popular", explain(Candidate.of(LAMP, 1).foundBy(source)).text());
    assertEquals("来自召回通道：popular", explain(Candidate.of(GLOVE, 1).foundBy(source)).text());
  }

  @Test
  void namesTheShopWhereNobodyFoundTheItem() {
    assertEquals("Placed here by the shop", explain(Candidate.of(LAMP, 0)).text());
    assertEquals("由商家置顶", explain(Candidate.of(GLOVE, 0)).text());
  }

  @Test
  void leavesOutWhatIsNoLongerInTheCatalog() {
    Reason reason =
        explain(
            Candidate.of(LAMP, 1)
                .because(List.of("gone", "glove"))
                .foundBy(new RecallSource("near", 1, 0.5)));

    assertEquals("Because you chose “骑行手套”", reason.text());
    assertEquals(List.of("history: glove 骑行手套", "near: rank 1, score 0.5000"), reason.facts());
  }

  @Test
  void prefersTheCleanedTitle() {
    assertEquals(
        "Because you chose “Lamp”", explain(Candidate.of(LAMP, 1).because(List.of("raw"))).text());
  }

  @Test
  void cutsALongTitleBetweenCharacters() {
    assertEquals(
        "Because you chose “" + "很".repeat(59) + "🚲…”",
        explain(Candidate.of(LAMP, 1).because(List.of("long"))).text());
  }

  @Test
  void writesNumbersTheSameInEveryCountry() {
    Locale.setDefault(Locale.GERMANY);

    assertEquals(
        List.of("near: rank 1, score 0.1235"),
        explain(Candidate.of(LAMP, 1).foundBy(new RecallSource("near", 1, 0.12345678))).facts());
  }
}
