package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "15: 0-15",
        "20: 0-20",
        "25: 5-25 0-15",
        "30: 10-30 0-20",
        "35: 15-35 5-25 0-15",
        "100: 80-100 70-90 60-80 50-70 40-60 30-50 20-40 10-30 0-20"
      })
  void everyPassEndsAtTheHead(int count, String expected) {
    StringBuilder parts = new StringBuilder();
    Window.DEFAULT
        .pass(count)
        .forEach(part -> parts.append(part.from()).append('-').append(part.to()).append(' '));
    assertEquals(expected, parts.toString().strip());
  }

  private static LlmReRanker over(LanguageModel model, Window window) {
    return LlmReRanker.listwise(model).window(window);
  }

  private static LanguageModel failingAfter(int calls) {
    AtomicInteger asked = new AtomicInteger();
    return prompt -> {
      if (asked.incrementAndGet() > calls) {
        throw LlmException.retryable("down", null);
      }
      return Ranked.HONEST.complete(prompt);
    };
  }

  @Test
  void morePassesSortMoreOfTheHead() {
    List<Candidate> given = Ranked.candidates(40, 4);
    Window window = new Window(10, 5, 3, Window.Start.END);

    List<Candidate> order = over(Ranked.HONEST, window).rerank(Ranked.context(given), given);

    assertEquals(Ranked.best(given).subList(0, 15), Ranked.ids(order).subList(0, 15));
  }

  @Test
  void aPassThatChangesNothingAtTheTopIsTheLast() {
    List<Candidate> given =
        Films.candidates(
            List.of("A 2", "B 1.5", "C 1", "D 0.5", "E 0", "F -0.5", "G -1", "H -1.5"));
    StageContext context = Ranked.context(given);

    over(Ranked.HONEST, new Window(4, 2, 9, Window.Start.END)).rerank(context, given);

    assertEquals(3, context.modelCalls().size());
  }

  @Test
  void whereTheModelFailsTheHeadIsInOrderAlready() {
    List<Candidate> given = Ranked.candidates(30, 7);
    Window window = new Window(10, 5, 1, Window.Start.HEAD);
    StageContext context = Ranked.context(given);

    List<Candidate> order = over(failingAfter(1), window).rerank(context, given);

    assertEquals(Ranked.best(given.subList(0, 10)), Ranked.ids(order).subList(0, 10));
    assertEquals(Ranked.ids(given).subList(10, 30), Ranked.ids(order).subList(10, 30));
    assertEquals("listwise: gave up after 3 calls without a reply: down", context.degradation());
    assertEquals(3, context.counts().get("failed"));
    assertEquals(2, context.counts().get("unasked"));
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void windowsOutOfRangeAreRefused() {
    refused("size must be 2 to 200, was 1", () -> new Window(1, 1, 1, Window.Start.END));
    refused(
        "step must be at least 1 and less than size 5, was 5",
        () -> new Window(5, 5, 1, Window.Start.END));
    refused("passes must be 1 to 100, was 0", () -> Window.DEFAULT.withPasses(0));
    refused(
        "size of a window must be at most 26 for first token, was 30",
        () -> LlmReRanker.firstToken(Ranked.HONEST).window(new Window(30, 9, 1, Window.Start.END)));
  }
}
