package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener of each call: how long it took, what it cost, whether it was cached, how it
 * failed.
 *
 * <p>Safe for use by several threads. Around a cache it sees what the host sees; inside it, what
 * the backend does.
 */
public final class ListeningModel implements LanguageModel {

  private static final Logger LOG = LoggerFactory.getLogger(ListeningModel.class);

  private final LanguageModel model;
  private final ModelSource source;
  private final ModelListener listener;
  private final Ticker ticker;

  ListeningModel(LanguageModel model, ModelSource source, ModelListener to, Ticker ticker) {
    this.model = model;
    this.source = source;
    this.listener = to;
    this.ticker = ticker;
  }

  /** Tells a listener of a model's calls. */
  public static ListeningModel around(
      LanguageModel model, ModelSource source, ModelListener listener) {
    return new ListeningModel(model, source, listener, Ticker.SYSTEM);
  }

  @Override
  public Reply complete(Prompt prompt) {
    long start = ticker.nanos();
    try {
      Reply reply = model.complete(prompt);
      tell(prompt, start, reply, null);
      return reply;
    } catch (RuntimeException e) {
      tell(prompt, start, null, e);
      throw e;
    }
  }

  private void tell(
      Prompt prompt, long start, @Nullable Reply reply, @Nullable RuntimeException failure) {
    Duration duration = Duration.ofNanos(ticker.nanos() - start);
    try {
      listener.onCall(new ModelCallEvent(source, prompt.options(), duration, reply, failure));
    } catch (RuntimeException e) {
      LOG.warn("the listener of {} failed", source, e);
    }
  }

  @Override
  public String toString() {
    return "ListeningModel[" + source + ", " + model + "]";
  }
}
