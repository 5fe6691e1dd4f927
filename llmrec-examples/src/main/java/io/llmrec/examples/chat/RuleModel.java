package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.TokenEstimate;
import java.util.function.Predicate;

/**
 * Stands in for a language model behind a chat where there is none: rules that read the prompts of
 * {@link io.llmrec.prompt.chat.ChatRecommender} as a model does, and know nothing else. A plan
 * comes of the user's words and of the fields, values, labels and wishes that the prompt shows; an
 * answer comes of the facts that it shows.
 *
 * <p>It understands short plain sentences of the kinds that {@link PlanRules} lists, in English and
 * Chinese. No figure obtained with it is a figure of any language model. Immutable and safe for use
 * by several threads; the same prompt gets the same reply.
 */
public final class RuleModel implements LanguageModel, StreamingLanguageModel {

  static final String NAME = "rules";

  @Override
  public Reply complete(Prompt prompt) {
    return reply(prompt, text(prompt));
  }

  @Override
  public Reply stream(Prompt prompt, Predicate<String> onText) {
    return streamed(complete(prompt), onText);
  }

  /** What is answered to a prompt. */
  static String text(Prompt prompt) {
    Message question =
        prompt.messages().stream()
            .filter(message -> message.role() == Message.Role.USER)
            .findFirst()
            .orElseThrow(() -> LlmException.permanent("the prompt has no turn of a user", null));
    Language language = Language.guess(prompt.messages().get(0).text());
    ObjectNode data =
        JsonReply.object(question.text())
            .orElseThrow(() -> LlmException.permanent("the prompt shows no data", null));
    if (data.has("fields")) {
      return new PlanRules(data, language).plan();
    }
    if (data.has("answer")) {
      return "{\"ok\": true, \"advice\": \"\"}";
    }
    return data.has("offered")
        ? new AnswerRules(data, language).answer()
        : SummaryRules.summary(data);
  }

  /** A reply with the tokens that a model of usual size might count. */
  static Reply reply(Prompt prompt, String text) {
    long input = TokenEstimate.of(prompt) - prompt.options().maxTokens();
    Usage usage = Usage.ofTokens(Math.max(0, input), Math.max(1, TokenEstimate.of(text)));
    return new Reply(text, NAME, Reply.Finish.STOP, usage);
  }

  /** Passes a reply on word by word. */
  static Reply streamed(Reply whole, Predicate<String> onText) {
    int from = 0;
    String text = whole.text();
    while (from < text.length()) {
      int space = text.indexOf(' ', from + 1);
      int to = space < 0 ? text.length() : space;
      if (!onText.test(text.substring(from, to))) {
        return new Reply(
            text.substring(0, to), whole.model(), Reply.Finish.CANCELLED, whole.usage());
      }
      from = to;
    }
    return whole;
  }
}
