package io.llmrec.prompt.chat.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTurn.Act;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.Op;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScriptedUserTest {

  private final ScriptedUser user = new ScriptedUser(Tea.CATALOG, 7);

  private static Exchange told(List<Trait> traits, Act act, String... items) {
    return new Exchange(new Saying("x", traits), Tea.turn(act, "answer", items));
  }

  private Saying next(Exchange... soFar) {
    return user.next(Tea.WISHES, List.of(soFar)).orElseThrow();
  }

  @Test
  void beginsWithTheFirstMust() {
    Saying saying = next();

    assertEquals(Tea.GREEN, saying.voiced().get(0));
    assertTrue(saying.voiced().size() <= 2);
    assertTrue(saying.message().contains("green tea"), saying.message());
  }

  @Test
  void someUsersTellMoreAtOnceAndAllOfThemTheSameEachTime() {
    Set<Integer> told = new HashSet<>();
    Set<String> messages = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      Saying first = new ScriptedUser(Tea.CATALOG, seed).next(Tea.WISHES, List.of()).orElseThrow();
      Saying again = new ScriptedUser(Tea.CATALOG, seed).next(Tea.WISHES, List.of()).orElseThrow();
      assertEquals(first, again);
      told.add(first.voiced().size());
      messages.add(first.message());
    }
    assertEquals(Set.of(1, 2), told);
    assertTrue(messages.size() > 3, messages.toString());
  }

  @Test
  void tellsOneMoreWishWhenAskedAndNoneWhenThereIsNone() {
    assertEquals(List.of(Tea.CHEAP), next(told(List.of(Tea.GREEN), Act.ASK)).voiced());
    assertEquals(List.of(), next(told(Tea.WISHES.traits(), Act.ASK)).voiced());
  }

  @Test
  void saysWhatIsWrongWithWhatIsShown() {
    List<Trait> green = List.of(Tea.GREEN);
    List<Trait> musts = Tea.WISHES.musts();

    assertEquals(List.of(Tea.GREEN), next(told(green, Act.RECOMMEND, "t2")).voiced());
    assertEquals(List.of(Tea.CHEAP), next(told(green, Act.RECOMMEND, "t3")).voiced());
    Exchange dear = told(musts, Act.RECOMMEND, "t3");
    assertEquals(List.of(Tea.CHEAP), next(dear).voiced());
    assertTrue(next(dear).message().contains("at most 10 dollars"));
  }

  @Test
  void tellsDislikesAndPreferencesThenAsksForOthers() {
    OpenWishes open = new OpenWishes();

    assertEquals(
        List.of(Tea.CLOUD), open.next(told(List.of(Tea.GREEN), Act.RECOMMEND, "t3")).voiced());
    assertEquals(
        List.of(Tea.MISTY), open.next(told(List.of(Tea.GREEN), Act.RECOMMEND, "t4")).voiced());
    assertEquals(List.of(), open.next(told(Tea.WISHES.traits(), Act.RECOMMEND, "t4")).voiced());
  }

  /** The wishes without a price, and any kind of tea. */
  private final class OpenWishes {
    private final Trait any = new Trait("tea", Filter.test("title", Op.CONTAINS, "tea"));
    private final WishList wishes =
        new WishList(
            Tea.WISHES.user(),
            Language.EN,
            List.of(any),
            List.of(Tea.MISTY),
            List.of(Tea.CLOUD),
            Set.of("t1"),
            5);

    private Saying next(Exchange exchange) {
      return user.next(wishes, List.of(exchange)).orElseThrow();
    }
  }

  @Test
  void leavesWhoeverNeitherAsksNorOffersAnything() {
    Exchange silent = told(List.of(Tea.GREEN), Act.TALK);
    Exchange useful = told(List.of(Tea.GREEN), Act.ASK);

    assertEquals(Optional.empty(), user.next(Tea.WISHES, List.of(silent, silent, silent)));
    assertTrue(user.next(Tea.WISHES, List.of(silent, silent, useful, silent)).isPresent());
  }

  @Test
  void speaksChinese() {
    Trait green = new Trait("绿茶", Tea.GREEN.filter());
    WishList wishes =
        new WishList(
            Tea.WISHES.user(), Language.ZH, List.of(green), List.of(), List.of(), Set.of("t1"), 5);

    String message = user.next(wishes, List.of()).orElseThrow().message();

    assertTrue(message.contains("绿茶"), message);
    assertEquals(Language.ZH, Language.guess(message));
    assertNotEquals("绿茶", message);
  }
}
