package io.llmrec.rank.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Explainer;
import io.llmrec.core.Reason;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.testing.AttackTitles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmExplainerTest {

  private static final Item GRINDER =
      Item.of("g", "Hario hand coffee grinder, 24 g")
          .withCategories("Kitchen", "Coffee")
          .withAttribute("brand", "Hario")
          .withAttribute("material", "ceramic burr");

  private static final Item TEA =
      Item.of("t", "明前龙井绿茶 200克").withCategories("厨房", "茶").withAttribute("产地", "杭州");

  private static final Catalog CATALOG =
      Catalog.of(
          List.of(
              GRINDER,
              TEA,
              Item.of("h", "Pour-over coffee dripper V60"),
              Item.of("p", "紫砂茶壶 200毫升")));

  private static Candidate grinder() {
    return Candidate.of(GRINDER, 1).because(List.of("h"));
  }

  private static Candidate tea() {
    return Candidate.of(TEA, 1).because(List.of("p"));
  }

  private static LanguageModel says(String... claimsAndFacts) {
    List<String> claims = new ArrayList<>();
    for (int i = 0; i < claimsAndFacts.length; i += 2) {
      claims.add(
          "{\"text\": \"%s\", \"facts\": [%s]}"
              .formatted(
                  claimsAndFacts[i].replace("\"", "\\\""),
                  claimsAndFacts[i + 1].replaceAll("(\\w+)", "\"$1\"")));
    }
    return prompt -> Reply.of("{\"claims\": " + claims + "}");
  }

  private static Reason explained(Candidate candidate, String... claimsAndFacts) {
    return new LlmExplainer(says(claimsAndFacts)).explain(candidate, CATALOG);
  }

  @Test
  void aFaithfulReasonIsTakenWithItsFacts() {
    Reason reason =
        explained(
            grinder(),
            "Because you chose the \"Pour-over coffee dripper V60\",",
            "F1",
            "this Hario grinder with its ceramic burr goes well with it.",
            "F2, F5");

    assertEquals(
        "Because you chose the \"Pour-over coffee dripper V60\","
            + " this Hario grinder with its ceramic burr goes well with it.",
        reason.text());
    assertEquals(
        List.of(
            "F1: the user chose: Pour-over coffee dripper V60",
            "F2: title of this item: Hario hand coffee grinder, 24 g",
            "F5: material: ceramic burr"),
        reason.facts());
  }

  @Test
  void chineseIsWrittenWithoutSpaces() {
    Reason reason = explained(tea(), "您选过“紫砂茶壶”，", "F1", "这款产自杭州的龙井绿茶正好搭配。", "F2, F4");

    assertEquals("您选过“紫砂茶壶”，这款产自杭州的龙井绿茶正好搭配。", reason.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It holds 48 g. | F2 | no fact says '48'",
        "It holds 24 g. | F3 | no fact says '24'",
        "You will like this Kalita grinder. | F2 | no fact says 'Kalita'",
        "Goes with the 'Chemex' you own. | F1 | no fact says 'Chemex'",
        "The best grinder for you. | F2 | no fact says 'best'",
        "Award-winning ceramic burr. | F5 | no fact says 'Award-winning'",
        "Chosen by thousands of people. | F2 | no fact says 'thousands'",
        "See www.example.com for this grinder. | F2 | a claim holds an address",
        "A grinder for you. | F9 | a claim quotes 'F9', facts are [F1, F2, F3, F4, F5]",
        "A grinder for you. | '' | a claim quotes no fact"
      })
  void whatNoFactSaysGivesWayToTheTemplate(String claim, String facts, String why) {
    Reason reason = explained(grinder(), claim, facts);

    Reason template = Explainer.templates().explain(grinder(), CATALOG);
    assertEquals(template.text(), reason.text());
    assertEquals("by template: " + why, reason.facts().get(reason.facts().size() - 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "这款500克的绿茶适合您。 | F2 | no fact says '500'",
        "三十年老字号绿茶。 | F2 | no fact says '三十'",
        "您看过《茶经》。 | F1 | no fact says '茶经'",
        "获奖绿茶。 | F2 | no fact says '获奖'",
        "配合Hario茶具。 | F2 | no fact says 'Hario'",
        "最香的绿茶。 | F2 | no fact says '最'"
      })
  void whatNoFactSaysInChineseGivesWayToTheTemplate(String claim, String facts, String why) {
    Reason reason = explained(tea(), claim, facts);

    assertEquals("因为您选过“紫砂茶壶 200毫升”", reason.text());
    assertEquals("by template: " + why, reason.facts().get(reason.facts().size() - 1));
  }

  @Test
  void aModelThatIsDownGivesWayToTheTemplate() {
    LanguageModel down =
        prompt -> {
          throw LlmException.retryable("server is down", null);
        };

    Reason reason = new LlmExplainer(down).explain(grinder(), CATALOG);

    assertEquals("Because you chose “Pour-over coffee dripper V60”", reason.text());
    assertEquals("by template: server is down", reason.facts().get(1));
  }

  @Test
  void tooLongOrEmptyGivesWayToTheTemplate() {
    assertEquals(
        "by template: the reason must have 1 to 160 characters, has 0", last(explained(grinder())));
    String fit = "a hand grinder for coffee, ".repeat(7).strip();
    assertEquals(
        "by template: the reason must have 1 to 160 characters, has " + fit.length(),
        last(explained(grinder(), fit, "F2")));
  }

  private static String last(Reason reason) {
    return reason.facts().get(reason.facts().size() - 1);
  }

  @Test
  void withoutFactsTheModelIsNotAsked() {
    LanguageModel never =
        prompt -> {
          throw new AssertionError("asked");
        };
    ExplainOptions options = ExplainOptions.DEFAULT.withFacts((candidate, catalog) -> List.of());

    Reason reason = new LlmExplainer(never, options).explain(grinder(), CATALOG);

    assertEquals("by template: there are no facts", last(reason));
  }

  @Test
  void attacksInTitlesAreShownAsData() {
    for (AttackTitles.Attack attack : AttackTitles.all()) {
      List<String> prompts = new ArrayList<>();
      LanguageModel model =
          prompt -> {
            prompts.add(prompt.text());
            return Reply.of("{\"claims\": []}");
          };
      Item item = Item.of("x", attack.title());

      new LlmExplainer(model).explain(Candidate.of(item, 1), Catalog.of(List.of(item)));

      String text = prompts.get(0);
      assertFalse(text.contains("<|"), text);
      int end = text.lastIndexOf("END data-");
      assertTrue(end > text.indexOf("title of this item") || end > text.indexOf("本品名称"), text);
    }
  }

  @Test
  void theSameFactsGiveTheSamePrompt() {
    List<String> hashes = new ArrayList<>();
    LanguageModel model =
        prompt -> {
          hashes.add(prompt.hash());
          return Reply.of("{\"claims\": [{\"text\": \"For you.\", \"facts\": [\"F1\"]}]}");
        };
    LlmExplainer explainer = new LlmExplainer(model);

    explainer.explain(grinder(), CATALOG);
    explainer.explain(grinder(), CATALOG);

    assertEquals(hashes.get(0), hashes.get(1));
  }

  @Test
  void badLengthIsRefused() {
    assertEquals(
        "maxChars must be 20 to 1000, was 10",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new ExplainOptions(
                        null, FactSource.catalog(), 10, ExplainOptions.DEFAULT.generation()))
            .getMessage());
  }
}
