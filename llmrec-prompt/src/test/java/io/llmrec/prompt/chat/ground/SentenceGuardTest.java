package io.llmrec.prompt.chat.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.testing.AttackTitles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceGuardTest {

  private static final List<Item> ITEMS =
      List.of(
          Item.of("0", "Gripline Half-Finger Gloves")
              .withCategories("Cycling", "Gloves")
              .withAttribute("brand", "Ridgevane")
              .withAttribute("price", "24.90")
              .withAttribute("weight", "1,200 g"),
          Item.of("1", "Heat (1995)").withAttribute("director", "Michael Mann"),
          Item.of("2", "Moon Harbour").withAttribute("year", "2003"),
          Item.of("3", "云岭手冲咖啡滤杯").withAttribute("价格", "68元"),
          Item.of("4", "Nut"));

  /** Items 0, 1 and 3 may be named. */
  private static final List<Integer> MAY = List.of(0, 1, 3);

  private final Labels labels = new Labels("seed");
  private final SentenceGuard guard = guard("gloves under 50, please, like those of Frostline");

  private SentenceGuard guard(String heard) {
    Map<Integer, FactSheet> sheets = new LinkedHashMap<>();
    for (int row : MAY) {
      sheets.put(row, FactSheet.of(ITEMS.get(row), ITEMS.get(row).title(), ""));
      labels.of(row);
    }
    labels.of(2);
    return new SentenceGuard(
        TitleIndex.of(ITEMS.stream().map(Item::title).toList()),
        labels,
        Scope.of(sheets, List.of(heard), List.of("price"), List.of(12, 3)),
        new Leaks(List.of("You plan what a recommender of one catalog does about a message.")));
  }

  private String labelled(String sentence) {
    String text = sentence;
    for (int row : List.of(0, 1, 2, 3)) {
      text = text.replace("{" + row + "}", labels.of(row));
    }
    return text;
  }

  private Checked check(String sentence) {
    return guard.check(labelled(sentence));
  }

  private String shown(String sentence) {
    Checked checked = check(sentence);
    assertNull(checked.fault(), () -> String.valueOf(checked.fault()));
    return checked.pieces().stream()
        .map(piece -> piece.row() < 0 ? piece.text() : "<" + piece.text() + ">")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Try [{0}]. | Try <Gripline Half-Finger Gloves>.",
        "Try \"[{0}]\" or {1}! | Try <Gripline Half-Finger Gloves> or <Heat (1995)>!",
        "Both [{0}, {1}] fit. | Both <Gripline Half-Finger Gloves>, <Heat (1995)> fit.",
        "推荐{3}，只要68元。 | 推荐<云岭手冲咖啡滤杯>，只要68元。",
        "推荐《{3}》。 | 推荐<云岭手冲咖啡滤杯>。",
        "您可以看看以下几款，推荐这款手冲滤杯。 | 您可以看看以下几款，推荐这款手冲滤杯。",
        "推荐手冲滤杯给您。 | 推荐手冲滤杯给您。",
        "推荐云岭手冲咖啡滤杯。 | 推荐<云岭手冲咖啡滤杯>。",
        "I like Gripline half-finger gloves. | I like Gripline half-finger gloves.",
        "Go for the Gripline Half-Finger Gloves. | Go for the <Gripline Half-Finger Gloves>.",
        "[{0}] costs 24.9 and weighs 1200 g. | <Gripline Half-Finger Gloves> costs 24.9 and weighs"
            + " 1200 g.",
        "1. [{0}] by Ridgevane | 1. <Gripline Half-Finger Gloves> by Ridgevane",
        "All are under 50. | All are under 50.",
        "I found 12 of them, three are good. | I found 12 of them, three are good.",
        "You asked for Frostline, we have none. | You asked for Frostline, we have none.",
        "In this heat you want thin ones. | In this heat you want thin ones.",
        "You said “under 50”, so here they are. | You said “under 50”, so here they are.",
        "It takes a tough nut. | It takes a tough nut.",
      })
  void letsThroughWhatIsKnown(String sentence, String expected) {
    assertEquals(expected, shown(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "label | Try [Q999].",
        "label | Try [{2}].",
        "title | Moon Harbour is even better.",
        "title | I would take \"moon harbour\".",
        "title | Everyone wants a Nut these days.",
        "quote | Watch “Silent Meadow” tonight.",
        "quote | 您可以看《静默的草地》。",
        "quote | The best is **silent meadow**.",
        "name | Watch Silent Meadow tonight.",
        "name | Moonfall is great.",
        "name | Zalando has more.",
        "name | 您可以试试Moonfall。",
        "name | 我推荐星际孤城，很适合您。",
        "name | 可以看看静默草地之歌。",
        "name | 您可以试试 moonfall 手套。",
        "number | [{0}] costs 19.90.",
        "number | [{0}] costs 50.",
        "number | It was made in 1987.",
        "number | There are seven of them.",
        "number | [{3}]只要五十元。",
        "claim | [{0}] won several awards.",
        "claim | [{0}] has free shipping.",
        "claim | {3}正在打折，特价优惠。",
        "address | See www.example.com for more.",
        "address | Write to me@here.",
        "leak | I plan what a recommender of one catalog does about a message.",
      })
  void refusesWhatIsNot(String kind, String sentence) {
    Checked checked = check(sentence);

    assertNotNull(checked.fault());
    assertEquals(kind, checked.fault().kind(), () -> String.valueOf(checked.fault()));
  }

  @Test
  void takesNumbersFromTheItemOfTheSentenceBefore() {
    assertTrue(check("[{0}] is light.").passes());
    assertTrue(check("It costs 24.90.").passes());
    assertTrue(check("[{1}] is a film.").passes());

    assertEquals("number", check("It costs 24.90.").fault().kind());
  }

  @Test
  void keepsLineBreaks() {
    assertEquals("\n\nTry <Heat (1995)>.", shown("\n \n\n Try {1}."));
    assertEquals(" Try it.", shown("  Try it."));
    assertEquals("Try it.", shown("Try\tit."));
  }

  @Test
  void survivesEveryAttack() {
    for (AttackTitles.Attack attack : AttackTitles.all()) {
      Checked checked = check(attack.title());
      assertTrue(
          checked.pieces().stream()
              .allMatch(piece -> piece.row() < 0 || MAY.contains(piece.row())));
    }
  }

  @Test
  void withholdsInstructionsFromFacts() {
    List<AttackTitles.Attack> commands =
        AttackTitles.all().stream().filter(a -> a.kind().equals("command")).toList();
    long withheld =
        commands.stream()
            .map(a -> FactSheet.of(Item.of("x", a.title()), a.title(), ""))
            .filter(sheet -> sheet.json().path("title").asText().equals(FactSheet.WITHHELD))
            .count();

    assertTrue(withheld >= 0.9 * commands.size(), withheld + " of " + commands.size());
    for (String harmless :
        List.of(
            "The System", "Rules of Engagement", "Forget Paris", "First Wives Club", "新手规则怪谈")) {
      FactSheet sheet = FactSheet.of(Item.of("x", harmless), harmless, "");
      assertEquals(harmless, sheet.json().path("title").asText());
    }
  }
}
