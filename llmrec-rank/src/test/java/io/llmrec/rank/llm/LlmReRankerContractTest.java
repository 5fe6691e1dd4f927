package io.llmrec.rank.llm;

import io.llmrec.core.llm.Reply;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;

class LlmReRankerContractTest {

  private static final Pattern LABEL = Pattern.compile("\"[A-Z][0-9]{3}\"");

  /** A model that sorts the labels, which are random. */
  @Nested
  class WithAModelThatAnswers implements ReRankerContract {

    @Override
    public ReRanker reRanker() {
      return LlmReRanker.listwise(
          prompt ->
              Reply.of(
                  LABEL
                      .matcher(prompt.text())
                      .results()
                      .map(MatchResult::group)
                      .sorted()
                      .collect(Collectors.joining(", ", "[", "]"))));
    }
  }

  /** A model that says what it likes. */
  @Nested
  class WithAModelThatTalks implements ReRankerContract {

    @Override
    public ReRanker reRanker() {
      return LlmReRanker.listwise(prompt -> Reply.of("[\"A000\", 7] and more: " + prompt.text()));
    }
  }
}
