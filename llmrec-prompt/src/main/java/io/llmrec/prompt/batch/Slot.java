package io.llmrec.prompt.batch;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.enrich.RefusalListener;
import io.llmrec.prompt.http.TokenPrice;
import io.llmrec.prompt.wrap.BudgetedModel;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import org.jspecify.annotations.Nullable;

/**
 * The model as one worker's summarizer sees it. Remembers what happened while one item was asked
 * about: what it cost, the last reply, why there is no text.
 */
final class Slot implements LanguageModel, RefusalListener, Fingerprinted {

  private static final int MAX_REASON = 500;
  private static final int SHOWN_REPLY = 200;

  private final ModelStack stack;
  private final String modelName;
  private final @Nullable TokenPrice price;
  private Spending spent = Spending.NONE;
  private int calls;
  private String reply = "";
  private String reason = "";
  private @Nullable LlmException stop;

  Slot(ModelStack stack, String modelName, @Nullable TokenPrice price) {
    this.stack = stack;
    this.modelName = modelName;
    this.price = price;
  }

  /** Forgets the item before. */
  synchronized void begin() {
    spent = Spending.NONE;
    calls = 0;
    reply = "";
    reason = "";
    stop = null;
  }

  @Override
  public Reply complete(Prompt prompt) {
    throwIfStopped();
    try {
      Reply answer = stack.complete(prompt, this);
      answered(prompt, answer);
      return answer;
    } catch (LlmException e) {
      failed(e);
      throw e;
    }
  }

  /** What asks again after the budget has run out must not mistake it for the item's own fault. */
  private synchronized void throwIfStopped() {
    if (stop != null) {
      throw LlmException.permanent(String.valueOf(stop.getMessage()), stop);
    }
  }

  private synchronized void answered(Prompt prompt, Reply answer) {
    spent = spent.plus(BudgetedModel.cost(prompt, answer, price));
    reply = answer.text();
  }

  private synchronized void failed(LlmException e) {
    reason = clean(String.valueOf(e.getMessage()));
    if (stack.reached() != null || Thread.currentThread().isInterrupted()) {
      stop = e;
    }
  }

  synchronized void called() {
    calls++;
  }

  @Override
  public synchronized void onRefused(String itemId, String why) {
    reason = clean(why);
  }

  /** Whether the item is not to blame that it got no text. */
  synchronized boolean isStopped() {
    return stop != null;
  }

  synchronized Spending spent() {
    return spent;
  }

  synchronized int calls() {
    return calls;
  }

  synchronized String reply() {
    return reply;
  }

  /** Why there is no text. */
  synchronized String reason() {
    if (!reason.isEmpty()) {
      return reason;
    }
    return reply.isEmpty()
        ? "the summarizer gave no text"
        : "no text was made of the reply: " + UntrustedText.clean(reply, SHOWN_REPLY);
  }

  static String clean(String reason) {
    String line = UntrustedText.clean(reason, MAX_REASON);
    return line.isEmpty() ? "no reason was given" : line;
  }

  @Override
  public String fingerprint() {
    return modelName;
  }
}
