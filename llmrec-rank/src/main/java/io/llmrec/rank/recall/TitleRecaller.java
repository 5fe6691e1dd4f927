package io.llmrec.rank.recall;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.StageContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.structured.Description;
import io.llmrec.rank.ask.PromptData;
import io.llmrec.rank.ask.QuestionOptions;
import io.llmrec.rank.ask.StageQuestion;
import io.llmrec.rank.recall.TitleGrounding.Grounded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** See {@link LlmRecaller#titles}. */
final class TitleRecaller implements Recaller {

  private static final int MAX_TITLE = 200;

  private final StageQuestion<Titles> question;
  private final TitleGrounding grounding;
  private final int count;
  private final QuestionOptions options;

  /** What the model answers. */
  record Titles(@Description("titles, the best first") List<String> titles) {}

  TitleRecaller(LanguageModel model, TitleGrounding grounding, int count, QuestionOptions options) {
    this.question =
        new StageQuestion<>("titles", TitleRecaller.class, "titles", model, Titles.class, options);
    this.grounding = grounding;
    this.count = count;
    this.options = options;
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    List<String> history = PromptData.history(context, options);
    Map<String, String> values =
        Map.of(
            "boundary", PromptData.boundary(context, "titles"),
            "history", PromptData.array(history),
            "count", Integer.toString(count));
    Optional<Titles> answer =
        question.ask(context, values, Language.guess(String.join("\n", history)));
    return answer.map(titles -> grounded(context, titles.titles())).orElse(List.of());
  }

  private List<Candidate> grounded(StageContext context, List<String> named) {
    List<String> titles =
        named.stream()
            .limit(count)
            .map(title -> UntrustedText.clean(title, MAX_TITLE))
            .filter(title -> !title.isEmpty())
            .toList();
    context.count("named", titles.size());
    Map<String, Grounded> found = grounding.ground(titles, context);
    List<Candidate> candidates = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int place = 0; place < titles.size(); place++) {
      Grounded grounded = found.get(titles.get(place));
      Item item = grounded == null ? null : context.prepared().catalog().find(grounded.itemId());
      if (grounded == null || item == null) {
        context.count("unknown", 1);
      } else if (!taken.add(item.id())) {
        context.count("repeated", 1);
      } else if (!context.admits(item)) {
        context.count("not_admitted", 1);
      } else {
        context.count(grounded.certainty().name().toLowerCase(Locale.ROOT), 1);
        candidates.add(Candidate.of(item, 1.0 / (place + 1)));
      }
    }
    return candidates;
  }

  @Override
  public String toString() {
    return "titles(count=%d)".formatted(count);
  }
}
