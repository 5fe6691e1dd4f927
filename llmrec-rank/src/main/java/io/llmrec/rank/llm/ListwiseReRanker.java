package io.llmrec.rank.llm;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.ModelCall;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.prompt.UntrustedText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** See {@link LlmReRanker#listwise}. */
final class ListwiseReRanker implements ReRanker {

  private static final int QUOTED_CHARS = 80;

  private final LanguageModel model;
  private final ListwiseOptions options;
  private final ListwisePrompt prompts;

  ListwiseReRanker(LanguageModel model, ListwiseOptions options) {
    this.model = model;
    this.options = options;
    this.prompts = new ListwisePrompt(options.content());
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    if (candidates.size() < 2) {
      return List.copyOf(candidates);
    }
    int shown = Math.min(candidates.size(), options.maxCandidates());
    if (shown < candidates.size()) {
      context.count("beyond", candidates.size() - shown);
    }
    int[] order = order(context, candidates.subList(0, shown));
    List<Candidate> result = new ArrayList<>(candidates.size());
    for (int place : order) {
      result.add(candidates.get(place));
    }
    result.addAll(candidates.subList(shown, candidates.size()));
    return List.copyOf(result);
  }

  private int[] order(StageContext context, List<Candidate> candidates) {
    ListwisePrompt.Question question = prompts.ask(context, candidates);
    Prompt prompt = question.prompt().with(generation(context.budget(), candidates.size()));
    Reply reply = reply(context, prompt);
    return reply == null ? incoming(candidates.size()) : read(context, question, reply);
  }

  /** The reply, or null when there is none and the stage has said why. */
  private @Nullable Reply reply(StageContext context, Prompt prompt) {
    String obstacle = obstacle(context.budget(), prompt);
    if (obstacle != null) {
      context.degrade("listwise: the model was not asked: " + obstacle);
      return null;
    }
    try {
      Reply reply = model.complete(prompt);
      context.report(call(prompt, reply));
      return reply;
    } catch (LlmException e) {
      context.degrade("listwise: the model gave no reply: " + e.getMessage());
      return null;
    }
  }

  private GenerationOptions generation(BudgetMeter budget, int candidates) {
    GenerationOptions base = options.generation();
    int room = ListwiseOptions.TOKENS_PER_LABEL * candidates;
    int maxTokens = (int) Math.min(Integer.MAX_VALUE, (long) base.maxTokens() + room);
    Duration left = budget.timeLeft();
    boolean shorten = budget.hasDeadline() && !left.isZero() && left.compareTo(base.timeout()) < 0;
    return base.withMaxTokens(maxTokens).withTimeout(shorten ? left : base.timeout());
  }

  /** Why the request cannot afford the call, or null when it can. */
  private @Nullable String obstacle(BudgetMeter budget, Prompt prompt) {
    long needed = TokenEstimate.of(prompt);
    if (needed > budget.tokensLeft()) {
      return "about %d tokens are needed, %d are left".formatted(needed, budget.tokensLeft());
    }
    if (budget.moneyLeft().signum() == 0) {
      return "the money of the request is spent";
    }
    Duration left = budget.timeLeft();
    if (budget.hasDeadline() && left.compareTo(options.minTime()) <= 0) {
      return "more than %d ms are needed, %d ms are left"
          .formatted(options.minTime().toMillis(), left.toMillis());
    }
    return null;
  }

  private static ModelCall call(Prompt prompt, Reply reply) {
    Usage usage = reply.usage();
    BigDecimal money = usage.cached() ? BigDecimal.ZERO : usage.money();
    return new ModelCall(
        reply.model(),
        prompt.hash(),
        usage.inputTokens(),
        usage.outputTokens(),
        money,
        usage.cached());
  }

  private int[] read(StageContext context, ListwisePrompt.Question question, Reply reply) {
    int count = question.labels().count();
    int enough = Math.max(1, (int) Math.ceil(options.minPlaced() * count));
    ListwiseReplyParser parser =
        new ListwiseReplyParser(question.labels(), question.names(), enough);
    ListwiseReplyParser.Answer answer = parser.parse(reply.text());
    RankingGuard.Verdict verdict = RankingGuard.check(count, answer.mentions());
    verdict.countIn(context);
    context.count("format." + answer.format().name().toLowerCase(Locale.ROOT), 1);
    if (reply.finish() == Reply.Finish.LENGTH) {
      context.count("truncated", 1);
    }
    if (verdict.placed() < enough) {
      context.degrade(refusal(verdict.placed(), enough, count, reply));
      return incoming(count);
    }
    return verdict.order();
  }

  private static String refusal(int placed, int enough, int count, Reply reply) {
    String text = reply.text();
    return "listwise: the reply names %d of %d candidates, at least %d are needed; "
            .formatted(placed, count, enough)
        + "it ended with %s after %d characters and begins '%s'"
            .formatted(reply.finish(), text.length(), UntrustedText.clean(text, QUOTED_CHARS));
  }

  private static int[] incoming(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }

  @Override
  public String toString() {
    return "listwise(maxCandidates=%d)".formatted(options.maxCandidates());
  }
}
