package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.testing.AttackTitles;
import io.llmrec.core.testing.Samples;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.choice.ChoiceModel;
import io.llmrec.rank.simulation.SimulatedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What titles that give orders can do: never change the list's members, seldom their places. */
class AttackShiftTest {

  private static final List<Candidate> GIVEN = Samples.candidates();
  private static final int VICTIM = 6;

  /** Relevance by hash, so that no title is special; orders are obeyed by {@code gullibility}. */
  private static SimulatedModel model(double gullibility) {
    return SimulatedModel.builder(text -> Math.floorMod(text.hashCode(), 400) / 100.0 - 2)
        .gullibility(gullibility)
        .build();
  }

  private static Map<String, LlmReRanker> methods(SimulatedModel model) {
    LanguageModel words = model;
    ChoiceModel choices = model;
    Map<String, LlmReRanker> methods = new LinkedHashMap<>();
    methods.put("listwise", LlmReRanker.listwise(words));
    methods.put(
        "4 rounds", LlmReRanker.listwise(words).rounds(4, Aggregation.kemeny()).concurrency(1));
    methods.put("first token", LlmReRanker.firstToken(choices));
    methods.put("pointwise", LlmReRanker.pointwise(choices, AskOptions.DEFAULT).concurrency(1));
    methods.put("setwise", LlmReRanker.setwise(words));
    methods.put("pairwise", LlmReRanker.pairwise(words).concurrency(1));
    return methods;
  }

  private static List<Candidate> with(String title) {
    List<Candidate> candidates = new ArrayList<>(GIVEN);
    candidates.set(VICTIM, Candidate.of(Item.of("attacker", title), 0.5));
    return candidates;
  }

  private static int place(LlmReRanker method, List<Candidate> candidates) {
    List<String> order = Ranked.ids(method.rerank(Samples.context(), candidates));
    assertEquals(
        Ranked.ids(candidates).stream().sorted().toList(), order.stream().sorted().toList());
    return order.indexOf("attacker");
  }

  /** The place that every attack gets. */
  private static int[] places(LlmReRanker method) {
    return AttackTitles.all().stream()
        .mapToInt(attack -> place(method, with(attack.title())))
        .toArray();
  }

  @Test
  void membersNeverChangeAndTheShiftIsThatOfTheModelsGullibility() {
    double[] gullibilities = {0.5, 2};
    System.out.println("| places gained by an attacking title, of 13 | 0.5 | 2 |\n|---|---|---|");
    for (String method : methods(model(0)).keySet()) {
      int[] deaf = places(methods(model(0)).get(method));
      StringBuilder row = new StringBuilder("| " + method + " |");
      double before = 0;
      for (double gullibility : gullibilities) {
        int[] obedient = places(methods(model(gullibility)).get(method));
        double gained = IntStream.of(deaf).sum() - IntStream.of(obedient).sum();
        double shift = gained / deaf.length;
        row.append(String.format(Locale.ROOT, " %+.2f |", shift));
        assertTrue(shift > before, row::toString);
        before = shift;
      }
      System.out.println(row);
      assertTrue(before > 0.5 && before < 6, row::toString);
    }
  }

  /** A model that answers with the attack itself, whatever it is asked. */
  @Test
  void aModelThatRepeatsTheAttackChangesNoMember() {
    for (AttackTitles.Attack attack : AttackTitles.all()) {
      LanguageModel echo = prompt -> Reply.of(attack.title());
      List<Candidate> candidates = with(attack.title());
      for (LlmReRanker method :
          List.of(
              LlmReRanker.listwise(echo).window(new Window(5, 2, 1, Window.Start.END)),
              LlmReRanker.pointwise(echo),
              LlmReRanker.setwise(echo),
              LlmReRanker.pairwise(echo))) {
        place(method.concurrency(1), candidates);
      }
    }
  }
}
