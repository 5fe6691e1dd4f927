package io.llmrec.rank.llm;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.rerank.ReRanker;

/**
 * Re-rankers that ask a language model.
 *
 * <p>All of them are as safe for use by several threads as the model they are given. None throws
 * because of what a model said or failed to say: a call that fails, is not worth its cost, or
 * brings nothing usable leaves the incoming order and marks the stage as degraded, with the reason.
 */
public final class LlmReRanker {

  private LlmReRanker() {}

  /** {@link #listwise(LanguageModel, ListwiseOptions)} with {@link ListwiseOptions#DEFAULT}. */
  public static ReRanker listwise(LanguageModel model) {
    return listwise(model, ListwiseOptions.DEFAULT);
  }

  /**
   * One call for the whole list: the model is shown the user's history, oldest first, and all
   * candidates, and answers with their order. The zero-shot sequential prompt of Hou et al., "Large
   * Language Models are Zero-Shot Rankers for Recommender Systems", ECIR 2024, with labels in place
   * of titles.
   *
   * <p>Candidates go by labels drawn for the request, such as {@code K073}. The same request id and
   * candidates give the same prompt, so recorded replies can be played back. Candidates are shown
   * in the incoming order; models favour some places of a list, and this re-ranker does not correct
   * for it. History items that the catalog does not hold are left out.
   *
   * <p>The answer is read as a JSON array of labels; where it is none, labels are looked for line
   * by line, then anywhere, and in the end titles are. A candidate that the model leaves out
   * follows in the incoming order. A reply that names too few of them is refused.
   *
   * <p>The model is not asked when there are fewer than two candidates, nor when the estimated
   * tokens of prompt and reply, or the time, are more than the request has left, or its money is
   * spent. Texts of Chinese, Japanese and Korean are estimated at a token per character, others at
   * a token per three.
   *
   * <p>The trace counts {@code placed}, {@code missing}, {@code duplicate}, {@code invented} and
   * {@code fuzzy} (by a title not quite theirs) candidates, {@code truncated} replies, and how the
   * answer was read: {@code format.json}, {@code format.truncated}, {@code format.lines}, {@code
   * format.scan}, {@code format.titles}, or {@code format.none} for nothing of use. {@code beyond}
   * are candidates that were too many to be shown.
   *
   * @param model answers the prompt
   */
  public static ReRanker listwise(LanguageModel model, ListwiseOptions options) {
    return new ListwiseReRanker(model, options);
  }
}
