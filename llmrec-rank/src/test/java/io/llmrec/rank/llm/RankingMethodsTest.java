package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.prompt.Language;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.choice.ChoiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method, against a model that knows the truth. */
class RankingMethodsTest {

  private static final int COUNT = 15;
  private static final int TOP = 5;

  /** A method, how many of its first places are certain, and whether its calls are fixed. */
  record Case(String name, LlmReRanker reRanker, int certain, boolean fixedCalls) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    AskOptions ask = AskOptions.DEFAULT;
    Map<String, LlmReRanker> fixed = new TreeMap<>();
    fixed.put("listwise", LlmReRanker.listwise(Ranked.HONEST));
    fixed.put(
        "listwise, 4 rounds", LlmReRanker.listwise(Ranked.HONEST).rounds(4, Aggregation.kemeny()));
    fixed.put("pointwise, odds", LlmReRanker.pointwise((ChoiceModel) Ranked.HONEST, ask));
    fixed.put(
        "all pairs",
        LlmReRanker.pairwise((LanguageModel) Ranked.HONEST, PairwiseSort.allPairs(), ask));
    fixed.put("first token", LlmReRanker.firstToken(Ranked.HONEST));
    List<Case> cases = new ArrayList<>();
    fixed.forEach((name, method) -> cases.add(new Case(name, method, COUNT, true)));
    ChoiceModel choices = Ranked.HONEST;
    LanguageModel words = Ranked.HONEST;
    cases.add(
        new Case("heap", LlmReRanker.pairwise(words, PairwiseSort.heap(TOP), ask), TOP, false));
    cases.add(
        new Case(
            "heap, odds", LlmReRanker.pairwise(choices, PairwiseSort.heap(TOP), ask), TOP, false));
    cases.add(
        new Case(
            "sliding", LlmReRanker.pairwise(words, PairwiseSort.sliding(TOP), ask), TOP, false));
    for (int children : new int[] {1, 2, 4, 14, 20}) {
      SetwiseOptions sort = SetwiseOptions.DEFAULT.withChildren(children).withTop(TOP);
      cases.add(
          new Case("setwise of " + children, LlmReRanker.setwise(words, sort, ask), TOP, false));
    }
    SetwiseOptions votes = SetwiseOptions.DEFAULT.withTop(TOP).withVotes(3);
    cases.add(new Case("setwise, votes", LlmReRanker.setwise(choices, votes, ask), TOP, false));
    Window window = new Window(6, 3, 1, Window.Start.END);
    cases.add(new Case("window", LlmReRanker.listwise(Ranked.HONEST).window(window), 3, true));
    cases.add(
        new Case(
            "window, head first",
            LlmReRanker.firstToken(Ranked.HONEST).window(window.withStart(Window.Start.HEAD)),
            3,
            true));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheBest(Case each) {
    for (int seed = 0; seed < 4; seed++) {
      List<Candidate> given = Ranked.candidates(COUNT, seed);
      StageContext context = Ranked.context(given);

      List<Candidate> order = each.reRanker().rerank(context, given);

      assertEquals(
          Ranked.best(given).subList(0, each.certain()),
          Ranked.ids(order).subList(0, each.certain()));
      assertNull(context.degradation());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void makesAsManyCallsAsEstimated(Case each) {
    for (int count : new int[] {2, 3, 7, 15, 19}) {
      List<Candidate> given = Ranked.candidates(count, 1);
      StageContext context = Ranked.context(given);
      RankingCost cost = each.reRanker().estimate(context, given);
      assertEquals(0, context.modelCalls().size());

      each.reRanker().rerank(context, given);

      long calls = context.modelCalls().size();
      assertTrue(each.fixedCalls() ? calls == cost.calls() : calls <= cost.calls(), cost::toString);
      long prompts = context.modelCalls().stream().mapToLong(call -> call.inputTokens()).sum();
      assertTrue(prompts <= cost.promptTokens() * 1.02, cost::toString);
      assertTrue(!each.fixedCalls() || prompts >= cost.promptTokens() * 0.95, cost::toString);
    }
  }

  @Test
  void callsAreThoseOfTheFormulas() {
    List<Candidate> given = Ranked.candidates(20, 1);
    StageContext context = Ranked.context(given);
    Map<String, Long> calls = new TreeMap<>();
    for (Case each : cases()) {
      calls.put(each.name(), each.reRanker().estimate(context, given).calls());
    }

    assertEquals(1, calls.get("listwise"));
    assertEquals(4, calls.get("listwise, 4 rounds"));
    assertEquals(20, calls.get("pointwise, odds"));
    assertEquals(20 * 19, calls.get("all pairs"));
    assertEquals(1, calls.get("first token"));
    assertEquals(2 * (19 + 18 + 17 + 16 + 15), calls.get("sliding"));
    assertEquals(6, calls.get("window"));
    assertEquals(7, calls.get("window, head first"));
    assertEquals(1 + 4, calls.get("setwise of 20"));
    assertTrue(calls.get("heap") < calls.get("all pairs"));
    assertTrue(calls.get("setwise of 4") < calls.get("heap") / 4);
  }

  @Test
  void gradesAreCoarseAndKeepTheIncomingOrderAmongEquals() {
    List<Candidate> given = Ranked.candidates(9, 3);

    List<Candidate> order =
        LlmReRanker.pointwise((LanguageModel) Ranked.HONEST).rerank(Ranked.context(given), given);

    List<Double> grades = order.stream().map(RankingMethodsTest::grade).toList();
    assertEquals(grades.stream().sorted((a, b) -> Double.compare(b, a)).toList(), grades);
    for (int i = 1; i < order.size(); i++) {
      if (grades.get(i).equals(grades.get(i - 1))) {
        assertTrue(order.get(i).score() < order.get(i - 1).score());
      }
    }
  }

  /** 4 down to 0 at the limits 1.5, 0.5, -0.5 and -1.5. */
  private static double grade(Candidate candidate) {
    double worth = Ranked.WORTH.applyAsDouble(candidate.item().title());
    return Math.max(0, Math.min(4, Math.floor(worth + 2.5)));
  }

  @Test
  void everyStyleOfHistoryWorksInBothLanguages() {
    List<Candidate> given = Ranked.candidates(6, 5);
    for (Language language : Language.values()) {
      for (HistoryStyle style : HistoryStyle.values()) {
        PromptContent content = PromptContent.DEFAULT.withLanguage(language).withStyle(style);
        AskOptions ask = AskOptions.DEFAULT.withContent(content);
        LanguageModel words = Ranked.HONEST;
        ChoiceModel choices = Ranked.HONEST;
        for (LlmReRanker method :
            List.of(
                LlmReRanker.listwise(words, ListwiseOptions.DEFAULT.withContent(content)),
                LlmReRanker.pairwise(words, PairwiseSort.allPairs(), ask),
                LlmReRanker.pointwise(choices, ask),
                LlmReRanker.setwise(words, SetwiseOptions.DEFAULT, ask),
                LlmReRanker.firstToken(choices, ask))) {
          List<Candidate> order = method.rerank(Ranked.context(given), given);
          assertEquals(Ranked.best(given), Ranked.ids(order), language + " " + style);
        }
      }
    }
  }

  @Test
  void theRankersScoresAreTheMethods() {
    List<Candidate> given = Ranked.candidates(12, 2);
    AskOptions ten = AskOptions.DEFAULT.withMaxCandidates(10);

    double[] odds =
        LlmRanker.pointwise((ChoiceModel) Ranked.HONEST, ten).score(Ranked.context(given), given);
    double[] wins =
        LlmRanker.pairwise((LanguageModel) Ranked.HONEST, ten).score(Ranked.context(given), given);

    for (int i = 0; i < 10; i++) {
      double worth = Ranked.WORTH.applyAsDouble(given.get(i).item().title());
      assertEquals(worth, odds[i], 1e-9);
      long beaten =
          given.stream()
              .limit(10)
              .filter(c -> Ranked.WORTH.applyAsDouble(c.item().title()) < worth)
              .count();
      assertEquals(beaten / 9.0, wins[i], 1e-9);
    }
    assertTrue(odds[10] < -2 && odds[11] < odds[10]);
    assertTrue(wins[10] < 0 && wins[11] < wins[10]);
  }
}
