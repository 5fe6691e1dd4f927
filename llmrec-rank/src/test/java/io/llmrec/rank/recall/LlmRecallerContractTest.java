package io.llmrec.rank.recall;

import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.testing.RecallerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.rank.ask.QuestionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;

class LlmRecallerContractTest {

  private static final Pattern LABEL = Pattern.compile("\"label\": \"([A-Z][0-9]{3})\"");

  /** Names everything there is, seen or not, in a form that fits every question. */
  private static LanguageModel everything(String field) {
    return prompt -> {
      List<String> answers = new ArrayList<>();
      Matcher matcher = LABEL.matcher(prompt.text());
      while (matcher.find()) {
        answers.add('"' + matcher.group(1) + '"');
      }
      if (answers.isEmpty()) {
        Samples.items().forEach(item -> answers.add('"' + item.title() + '"'));
      }
      return Reply.of("{\"" + field + "\": " + answers + "}");
    };
  }

  @Nested
  class Titles implements RecallerContract {
    @Override
    public Recaller recaller() {
      return LlmRecaller.titles(
          everything("titles"), TitleGrounding.of(Samples.catalog()), 50, QuestionOptions.DEFAULT);
    }
  }

  @Nested
  class Queries implements RecallerContract {
    @Override
    public Recaller recaller() {
      return LlmRecaller.queries(
          everything("queries"),
          QuerySearch.words(Samples.catalog(), ItemText.title()),
          10,
          20,
          QuestionOptions.DEFAULT);
    }
  }

  @Nested
  class Categories implements RecallerContract {
    @Override
    public Recaller recaller() {
      Recaller within =
          context ->
              context.prepared().catalog().stream()
                  .filter(context::admits)
                  .map(item -> Candidate.of(item, 1))
                  .toList();
      return LlmRecaller.categories(
          everything("labels"), Samples.catalog(), within, 5, 20, QuestionOptions.DEFAULT);
    }
  }
}
