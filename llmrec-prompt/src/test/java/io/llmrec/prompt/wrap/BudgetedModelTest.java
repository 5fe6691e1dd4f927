package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.prompt.http.TokenPrice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetedModelTest {

  private static final long ESTIMATE = TokenEstimate.of(Models.HELLO);

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void countsWhatTheBackendSays() {
    BudgetedModel model = budgeted(Models.reply("hi", 7, 3), BudgetLimits.NONE);

    model.complete(Models.HELLO);
    model.complete(Models.HELLO);

    assertEquals(new BudgetedModel.Spending(2, 20, new BigDecimal("1.0")), model.spent());
  }

  @Test
  void stopsBeforeTheTokensRunOut() {
    BudgetedModel model =
        budgeted(Models.reply("hi", 7, 3), BudgetLimits.NONE.withTokens(ESTIMATE + 9));
    model.complete(Models.HELLO);

    LlmException e = Models.failure(model, Models.HELLO);

    assertFalse(e.retryable());
    assertEquals(
        "the call may need %d tokens; of the budget of %d, 10 are spent and 0 set aside"
            .formatted(ESTIMATE, ESTIMATE + 9),
        e.getMessage());
  }

  @Test
  void smallerCallStillPasses() {
    BudgetedModel model = budgeted(Reply.of("hi"), BudgetLimits.NONE.withTokens(ESTIMATE));

    Models.failure(model, Models.prompt("x".repeat(100), Duration.ofSeconds(1)));

    assertEquals("hi", model.complete(Models.HELLO).text());
  }

  @Test
  void stopsBeforeTheMoneyRunsOut() {
    TokenPrice price = TokenPrice.perMillion("1000000", "0");
    BudgetedModel model =
        budgeted(Models.reply("hi", 7, 3), BudgetLimits.NONE.withMoney(new BigDecimal(6), price));
    model.complete(Models.HELLO);

    LlmException e = Models.failure(model, Models.HELLO);

    assertEquals(
        "the call may need 6.000000 money; of the budget of 6, 0.5 are spent and 0.000000 set"
            + " aside",
        e.getMessage());
  }

  @Test
  void estimatesWhatTheBackendDoesNotTell() {
    TokenPrice price = TokenPrice.perMillion("1000000", "2000000");
    BudgetLimits limits = BudgetLimits.NONE.withMoney(new BigDecimal(1000), price);
    BudgetedModel model = budgeted(Reply.of("hi"), limits);

    model.complete(Models.HELLO);

    assertEquals(new BudgetedModel.Spending(1, 3, new BigDecimal("4.000000")), model.spent());
  }

  @Test
  void cachedRepliesAndFailuresCostNothing() {
    BudgetedModel cached =
        budgeted(Reply.of("hi").with(Usage.ofTokens(9, 9).fromCache()), BudgetLimits.NONE);
    BudgetedModel failing =
        new BudgetedModel(new Models.Scripted(Models.busy()), BudgetLimits.NONE, ticker);

    cached.complete(Models.HELLO);
    Models.failure(failing, Models.HELLO);

    assertEquals(new BudgetedModel.Spending(1, 0, BigDecimal.ZERO), cached.spent());
    assertEquals(0, failing.spent().calls());
  }

  @Test
  void callsUnderWayAreSetAside() {
    LanguageModel[] self = new LanguageModel[1];
    LanguageModel nested =
        prompt -> {
          LlmException e = Models.failure(self[0], Models.HELLO);
          return Reply.of(e.getMessage());
        };
    self[0] = new BudgetedModel(nested, BudgetLimits.NONE.withTokens(2 * ESTIMATE - 1), ticker);

    String message = self[0].complete(Models.HELLO).text();

    assertEquals(
        "the call may need %d tokens; of the budget of %d, 0 are spent and %d set aside"
            .formatted(ESTIMATE, 2 * ESTIMATE - 1, ESTIMATE),
        message);
  }

  @Test
  void timeEndsTheBudgetAndShortensCalls() {
    Models.Scripted inner = new Models.Scripted("hi");
    BudgetLimits limits = BudgetLimits.NONE.withTime(Duration.ofSeconds(12));
    BudgetedModel model = new BudgetedModel(inner, limits, ticker);

    model.complete(Models.HELLO);
    ticker.pass(Duration.ofSeconds(5));
    model.complete(Models.HELLO);
    ticker.pass(Duration.ofSeconds(7));
    LlmException e = Models.failure(model, Models.HELLO);

    assertEquals(Duration.ofSeconds(10), inner.timeout(0));
    assertEquals(Duration.ofSeconds(7), inner.timeout(1));
    assertEquals("the time of the budget is over: PT12S", e.getMessage());
  }

  @Test
  void limitsCheckThemselves() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new BudgetLimits(1, BigDecimal.ONE, null, null));

    assertEquals("a limit of money needs a price, was given none", e.getMessage());
  }

  private BudgetedModel budgeted(Reply reply, BudgetLimits limits) {
    return new BudgetedModel(prompt -> reply, limits, ticker);
  }

  @Test
  void imagesAreReckonedWith() {
    Image image = new Image("https://img.example/a.png");
    Message message = Message.user("hello", List.of(image, image));
    Prompt prompt = new Prompt(List.of(message), Models.HELLO.options());

    assertEquals(ESTIMATE + 2 * 1600, TokenEstimate.of(prompt));
    assertEquals(2 + 2 * 1600, TokenEstimate.of(message));
  }
}
