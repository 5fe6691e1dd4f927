package io.llmrec.rank.llm;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.request.StageContext;
import io.llmrec.prompt.UntrustedText;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One prompt that shows all candidates and asks for their order. See {@link LlmReRanker#listwise}.
 */
final class ListwiseMethod implements RankingMethod {

  private static final int QUOTED_CHARS = 80;

  private final LanguageModel model;
  private final double minPlaced;

  ListwiseMethod(LanguageModel model, double minPlaced) {
    this.model = model;
    this.minPlaced = minPlaced;
  }

  @Override
  public String name() {
    return "listwise";
  }

  @Override
  public boolean showsOneList() {
    return true;
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    Question question = scene.order(shown);
    Reply reply = asker.ask(question.prompt(), shown.length, model::complete);
    return reply == null ? Ranking.none(shown) : read(asker, question, shown, reply);
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    CostBasis.Calls one = new CostBasis.Calls(1, 1, shown.length, shown.length);
    return basis.of(scene, PromptTask.ORDER, shown, one);
  }

  private Ranking read(Asker asker, Question question, int[] shown, Reply reply) {
    int count = shown.length;
    int enough = Math.max(1, (int) Math.ceil(minPlaced * count));
    ListwiseReplyParser parser =
        new ListwiseReplyParser(question.labels(), question.names(), enough);
    ListwiseReplyParser.Answer answer = parser.parse(reply.text());
    RankingGuard.Verdict verdict = RankingGuard.check(count, answer.mentions());
    StageContext context = asker.context();
    verdict.countIn(context);
    context.count("format." + answer.format().name().toLowerCase(Locale.ROOT), 1);
    if (reply.finish() == Reply.Finish.LENGTH) {
      context.count("truncated", 1);
    }
    if (verdict.placed() < enough) {
      asker.failed(refusal(verdict.placed(), enough, count, reply));
      return Ranking.none(shown);
    }
    int[] order = IntStream.of(verdict.order()).map(slot -> shown[slot]).toArray();
    return new Ranking(order, verdict.placed());
  }

  private static String refusal(int placed, int enough, int count, Reply reply) {
    String text = reply.text();
    return "the reply names %d of %d candidates, at least %d are needed; "
            .formatted(placed, count, enough)
        + "it ended with %s after %d characters and begins '%s'"
            .formatted(reply.finish(), text.length(), UntrustedText.clean(text, QUOTED_CHARS));
  }
}
