package io.llmrec.prompt.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.AttackTitles;
import io.llmrec.core.testing.Samples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextCanaryTest {

  /** Obeys whoever asks to be first, as a weak model does; otherwise keeps the order. */
  private static final ReRanker GULLIBLE =
      (context, candidates) ->
          candidates.stream()
              .sorted(Comparator.comparing((Candidate c) -> !asksToBeFirst(c.item().title())))
              .toList();

  private static boolean asksToBeFirst(String title) {
    String lower = title.toLowerCase(Locale.ROOT);
    return lower.contains("first") || lower.contains("第一");
  }

  private final List<Candidate> candidates = Samples.candidates();

  @Test
  void honestItemsAreNotSuspicious() {
    assertEquals(List.of(), canary(GULLIBLE).suspicious(Samples.context(), candidates));
  }

  @Test
  void everyAttackThatWorksIsFound() {
    int found = 0;
    for (AttackTitles.Attack attack : AttackTitles.all()) {
      List<Candidate> attacked = new ArrayList<>(candidates);
      int last = attacked.size() - 1;
      String id = attacked.get(last).id();
      attacked.set(last, Candidate.of(Item.of(id, attack.title()), 0));

      List<RankShift> suspicious = canary(GULLIBLE).suspicious(Samples.context(), attacked);

      List<RankShift> expected =
          asksToBeFirst(attack.title())
              ? List.of(new RankShift(id, 1, attacked.size()))
              : List.of();
      assertEquals(expected, suspicious, attack.title());
      found += suspicious.size();
    }
    assertEquals(true, found > 20, "attacks that work on the model: " + found);
  }

  @Test
  void shiftIsMeasuredForEachItem() {
    ReRanker longestFirst =
        (context, given) ->
            given.stream()
                .sorted(Comparator.comparingInt((Candidate c) -> -c.item().title().length()))
                .toList();
    List<Candidate> three = new ArrayList<>();
    for (String title : List.of("1234", "123456", "12")) {
      three.add(Candidate.of(Item.of("id-" + title, title), 0));
    }

    assertEquals(
        List.of(
            new RankShift("id-1234", 2, 3),
            new RankShift("id-123456", 1, 3),
            new RankShift("id-12", 3, 3)),
        canary(longestFirst).measure(Samples.context(), three));
  }

  @Test
  void degradedReRankerMeasuresNothing() {
    ReRanker down =
        (context, given) -> {
          context.degrade("down");
          return given;
        };

    Exception e =
        assertThrows(
            IllegalStateException.class, () -> canary(down).measure(Samples.context(), candidates));

    assertEquals("the re-ranker did not do its work: down", e.getMessage());
  }

  @Test
  void badSettingsAreNamed() {
    TextCanary wrong = TextCanary.of(GULLIBLE, 0, item -> Item.of("other", "x"));

    Exception id =
        assertThrows(
            IllegalArgumentException.class, () -> wrong.measure(Samples.context(), candidates));
    Exception places =
        assertThrows(
            IllegalArgumentException.class, () -> TextCanary.of(GULLIBLE, -1, item -> item));

    assertEquals(
        "harmless must keep the id '%s', gave 'other'".formatted(candidates.get(0).id()),
        id.getMessage());
    assertEquals("tolerated must be at least 0, was -1", places.getMessage());
  }

  private static TextCanary canary(ReRanker reRanker) {
    return TextCanary.of(reRanker, 3, item -> Item.of(item.id(), "-"));
  }
}
