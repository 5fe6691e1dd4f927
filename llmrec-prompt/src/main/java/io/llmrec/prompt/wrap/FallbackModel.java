package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the next model when one fails, in whatever way.
 *
 * <p>Safe for use by several threads. The prompt's timeout is one deadline over all: a model that
 * has others behind it gets half of the time that is left, the last one all of it. The reply tells
 * which model gave it. When all fail, the failure tells what each said; it is retryable when one of
 * them is.
 */
public final class FallbackModel implements LanguageModel {

  private final List<LanguageModel> models;
  private final Ticker ticker;

  FallbackModel(List<LanguageModel> models, Ticker ticker) {
    this.models = List.copyOf(models);
    this.ticker = ticker;
  }

  /** Asks one model first and others in their order when it fails. */
  public static FallbackModel of(LanguageModel first, LanguageModel... others) {
    List<LanguageModel> all = new ArrayList<>();
    all.add(first);
    all.addAll(List.of(others));
    return new FallbackModel(all, Ticker.SYSTEM);
  }

  @Override
  public Reply complete(Prompt prompt) {
    Deadline deadline = Deadline.of(prompt, ticker);
    List<LlmException> failures = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      boolean last = i == models.size() - 1;
      long left = deadline.left();
      if (i > 0 && left <= 0) {
        break;
      }
      try {
        Prompt limited = deadline.leftFor(prompt, last ? left : left / 2);
        return models.get(i).complete(limited);
      } catch (RuntimeException e) {
        failures.add(Failures.of(e));
        if (Failures.isInterrupted()) {
          break;
        }
      }
    }
    throw failures.size() == 1 ? failures.get(0) : all(failures);
  }

  private LlmException all(List<LlmException> failures) {
    List<String> messages = failures.stream().map(LlmException::getMessage).toList();
    String message =
        "%d of %d models failed: %s"
            .formatted(failures.size(), models.size(), String.join("; ", messages));
    boolean passing = failures.stream().anyMatch(LlmException::retryable);
    LlmException cause = failures.get(failures.size() - 1);
    LlmException all =
        passing ? LlmException.retryable(message, cause) : LlmException.permanent(message, cause);
    failures.subList(0, failures.size() - 1).forEach(all::addSuppressed);
    return all;
  }

  @Override
  public String toString() {
    return "FallbackModel" + models;
  }
}
