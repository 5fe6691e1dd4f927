package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.choice.ChoiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a list when some or all questions get no answer. */
class FailingMethodsTest {

  private static final List<Candidate> GIVEN = Ranked.candidates(10, 9);

  /** All methods that ask several questions, one at a time. */
  static List<LlmReRanker> methods(LanguageModel words) {
    ChoiceModel choices =
        (prompt, answers) -> {
          words.complete(prompt);
          return Ranked.HONEST.choose(prompt, answers);
        };
    AskOptions ask = AskOptions.DEFAULT;
    List<LlmReRanker> methods = new ArrayList<>();
    for (PairwiseSort sort :
        List.of(PairwiseSort.allPairs(), PairwiseSort.heap(4), PairwiseSort.sliding(4))) {
      methods.add(LlmReRanker.pairwise(words, sort, ask));
      methods.add(LlmReRanker.pairwise(choices, sort, ask));
    }
    methods.add(LlmReRanker.setwise(words));
    methods.add(LlmReRanker.setwise(choices, SetwiseOptions.DEFAULT.withVotes(2), ask));
    methods.add(LlmReRanker.pointwise(words));
    methods.add(LlmReRanker.pointwise(choices, ask));
    methods.add(LlmReRanker.listwise(words).rounds(5, Aggregation.borda()));
    methods.add(LlmReRanker.firstToken(choices).rounds(5, Aggregation.reciprocalRank()));
    methods.add(LlmReRanker.listwise(words).window(new Window(4, 1, 2, Window.Start.END)));
    return methods.stream().map(method -> method.concurrency(1)).toList();
  }

  static List<LlmReRanker> downMethods() {
    return methods(
        prompt -> {
          throw LlmException.retryable("down", null);
        });
  }

  @ParameterizedTest
  @MethodSource("downMethods")
  void aModelThatIsDownIsGivenUpAndTheIncomingOrderStays(LlmReRanker method) {
    StageContext context = Ranked.context(GIVEN);

    List<Candidate> order = method.rerank(context, GIVEN);

    assertEquals(Ranked.ids(GIVEN), Ranked.ids(order));
    assertTrue(
        String.valueOf(context.degradation())
            .endsWith(": gave up after 3 calls without a reply: down"),
        context.degradation());
    assertEquals(Asker.MAX_FAILURES, context.counts().get("failed"));
  }

  @Test
  void aModelThatPratesLeavesTheIncomingOrder() {
    LanguageModel prater = prompt -> Reply.of("Z9 is nice, all of them are.");
    for (LlmReRanker method :
        List.of(
            LlmReRanker.pairwise(prater),
            LlmReRanker.setwise(prater),
            LlmReRanker.pointwise(prater),
            LlmReRanker.listwise(prater).rounds(3, Aggregation.kemeny()))) {
      StageContext context = Ranked.context(GIVEN);

      List<Candidate> order = method.rerank(context, GIVEN);

      assertEquals(Ranked.ids(GIVEN), Ranked.ids(order));
      assertTrue(
          String.valueOf(context.degradation()).contains(": the reply names "),
          context.degradation());
    }
  }

  /** Every third reply is of no use, or missing. */
  private static LanguageModel patchy(boolean missing) {
    AtomicInteger calls = new AtomicInteger();
    return prompt -> {
      if (calls.incrementAndGet() % 3 == 0) {
        if (missing) {
          throw LlmException.retryable("hiccup", null);
        }
        return Reply.of("?");
      }
      return Ranked.HONEST.complete(prompt);
    };
  }

  @Test
  void someBadRepliesAreCountedAndMadeGoodByTheOthers() {
    for (boolean missing : new boolean[] {true, false}) {
      for (LlmReRanker method : methods(patchy(missing))) {
        StageContext context = Ranked.context(GIVEN);

        List<Candidate> order = method.rerank(context, GIVEN);

        assertNull(context.degradation(), method::toString);
        assertEquals(
            Ranked.ids(GIVEN).stream().sorted().toList(),
            Ranked.ids(order).stream().sorted().toList());
        if (missing) {
          assertTrue(context.counts().get("failed") > 0, method::toString);
        }
      }
    }
  }

  @Test
  void aPairWithABadReplyIsATieAndKeepsTheIncomingOrder() {
    List<Candidate> two = Films.candidates(List.of("Worse -1", "Better 1"));
    AtomicInteger calls = new AtomicInteger();
    LanguageModel once =
        prompt -> calls.getAndIncrement() == 0 ? Ranked.HONEST.complete(prompt) : Reply.of("both");
    StageContext context = Ranked.context(two);

    List<Candidate> order =
        LlmReRanker.pairwise(once, PairwiseSort.heap(2), AskOptions.DEFAULT)
            .concurrency(1)
            .rerank(context, two);

    assertEquals(List.of("c0", "c1"), Ranked.ids(order));
    assertEquals(1, context.counts().get("unclear"));
  }

  @Test
  void aModelThatAlwaysTakesTheFirstMakesTiesOfAllPairs() {
    LanguageModel first = prompt -> Reply.of(firstLabel(prompt));
    for (PairwiseSort sort :
        List.of(PairwiseSort.allPairs(), PairwiseSort.heap(10), PairwiseSort.sliding(3))) {
      List<Candidate> order =
          LlmReRanker.pairwise(first, sort, AskOptions.DEFAULT)
              .rerank(Ranked.context(GIVEN), GIVEN);

      assertEquals(Ranked.ids(GIVEN), Ranked.ids(order));
    }
  }

  private static String firstLabel(Prompt prompt) {
    String text = prompt.text();
    int at = text.indexOf("{\"label\": \"") + "{\"label\": \"".length();
    return text.substring(at, at + 4);
  }

  @Test
  void whatTheBudgetDoesNotCoverIsNotAsked() {
    AskOptions ask = AskOptions.DEFAULT;
    LlmReRanker method = LlmReRanker.pointwise((ChoiceModel) Ranked.HONEST, ask).concurrency(1);
    long half = method.estimate(Ranked.context(GIVEN), GIVEN).mostTokens() / 2;
    RecommendationRequest request =
        RecommendationRequest.forUser(Films.viewer("Green tea", "Teapot"))
            .id("r1")
            .within(Budget.unlimited().withTokens(half))
            .build();
    StageContext context = Films.context(request, GIVEN, "Green tea", "Teapot");

    List<Candidate> order = method.rerank(context, GIVEN);

    long asked = context.modelCalls().size();
    long spent =
        context.modelCalls().stream().mapToLong(c -> c.inputTokens() + c.outputTokens()).sum();
    assertTrue(spent <= half, "spent " + spent + " of " + half);
    assertTrue(asked >= 4 && asked <= 6, "asked " + asked);
    assertEquals(10 - asked, context.counts().get("unasked"));
    assertTrue(
        String.valueOf(context.degradation())
            .matches("pointwise: the model was not asked: about \\d+ tokens are needed, .*"),
        context.degradation());
    assertEquals(10, order.size());
  }

  @Test
  void callsUnderWayAreSetAside() {
    RankingCost one =
        LlmReRanker.pointwise((ChoiceModel) Ranked.HONEST, AskOptions.DEFAULT)
            .estimate(Ranked.context(GIVEN), GIVEN);
    long tokens = one.mostTokens() * 3 / 10;
    RecommendationRequest request =
        RecommendationRequest.forUser(Films.viewer("Green tea", "Teapot"))
            .within(Budget.unlimited().withTokens(tokens))
            .build();
    StageContext context = Films.context(request, GIVEN, "Green tea", "Teapot");

    LlmReRanker.pointwise((ChoiceModel) Ranked.HONEST, AskOptions.DEFAULT)
        .concurrency(10)
        .rerank(context, GIVEN);

    long spent =
        context.modelCalls().stream().mapToLong(c -> c.inputTokens() + c.outputTokens()).sum();
    assertTrue(spent <= tokens, "spent " + spent + " of " + tokens);
    assertTrue(context.modelCalls().size() <= 3);
  }

  @Test
  void severalCallsAreUnderWayAtATimeButNoMoreThanAllowed() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LanguageModel counting =
        prompt -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          try {
            return Ranked.HONEST.complete(prompt);
          } finally {
            now.decrementAndGet();
          }
        };

    LlmReRanker.pairwise(counting, PairwiseSort.allPairs(), AskOptions.DEFAULT)
        .rounds(4, Aggregation.borda())
        .concurrency(3)
        .rerank(Ranked.context(GIVEN), GIVEN);

    assertTrue(most.get() <= 3, "were " + most);
  }
}
