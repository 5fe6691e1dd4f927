package io.llmrec.examples.spark;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * No language model: says of an item what its title says, and nothing usable of one whose title has
 * the word "unlabelled".
 */
final class StubBackend implements LanguageModel {

  private static final Pattern TITLE = Pattern.compile("\"title\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Override
  public Reply complete(Prompt prompt) {
    Matcher title = TITLE.matcher(prompt.text());
    String said = title.find() ? title.group(1) : "something";
    String text =
        said.contains("unlabelled")
            ? "There is nothing to say."
            : "{\"summary\": \"" + said + ", as its seller describes it.\"}";
    return Reply.of(text).by("stub-1").with(Usage.ofTokens(60, 20));
  }
}
