package io.llmrec.rank.recall;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Recaller;
import io.llmrec.rank.ask.QuestionOptions;

/**
 * Recallers that ask a language model.
 *
 * <p>All of them ask once per request, and a second time when the first reply has the wrong form.
 * None throws because of what a model said or failed to say: without an answer nothing is recalled
 * and the stage is marked as degraded, with the reason. The budget is looked at before the model is
 * asked. The same request id gives the same prompt. As safe for use by several threads as the model
 * and what they are given.
 */
public final class LlmRecaller {

  /** The most titles, queries or categories that a model may be asked for. */
  public static final int MAX_ASKED = 50;

  private LlmRecaller() {}

  /**
   * Free generation: the model names titles that would suit the user next, and those that the
   * catalog holds are recalled, in the model's order. Score: 1 / place among the titles.
   *
   * <p>The trace counts titles {@code named}, and of these {@code exact}, {@code normalised},
   * {@code nearest}, {@code unknown}, {@code repeated} and {@code not_admitted}.
   *
   * @param grounding finds the item that a title means
   * @param count how many titles the model is asked for, 1 to {@value #MAX_ASKED}
   */
  public static Recaller titles(
      LanguageModel model, TitleGrounding grounding, int count, QuestionOptions options) {
    return new TitleRecaller(model, grounding, asked("count", count), options);
  }

  /**
   * Query expansion: the model writes several search queries, each is answered by a search, and the
   * lists are fused by reciprocal rank. The queries are counted as {@code queries} in the trace,
   * and are the sources {@code query 1}, {@code query 2} and so on of what they found.
   *
   * @param search finds items by a text
   * @param queries how many the model is asked for, 1 to {@value #MAX_ASKED}
   * @param limit how many candidates, at least 1
   */
  public static Recaller queries(
      LanguageModel model, QuerySearch search, int queries, int limit, QuestionOptions options) {
    return new QueryRecaller(model, search, asked("queries", queries), limit(limit), options);
  }

  /**
   * Recall by category: the model chooses from the categories of the catalog, and another recaller
   * finds items in each of them. Score: the sum over the chosen categories of 1 / (place of the
   * category + place within it).
   *
   * <p>Categories go by labels that are drawn for the request and shown in a random order. The
   * trace counts them as {@code chosen}, and labels that were not handed out as {@code invented}.
   *
   * @param catalog its most frequent {@value CategoryRecaller#MAX_SHOWN} categories are shown
   * @param within finds items of a category, which the context it gets admits alone, for example
   *     {@code Recaller.popular}
   * @param categories how many the model may choose, 1 to {@value #MAX_ASKED}
   * @param limit how many candidates, at least 1
   */
  public static Recaller categories(
      LanguageModel model,
      Catalog catalog,
      Recaller within,
      int categories,
      int limit,
      QuestionOptions options) {
    return new CategoryRecaller(
        model, catalog, within, asked("categories", categories), limit(limit), options);
  }

  private static int asked(String name, int count) {
    if (count < 1 || count > MAX_ASKED) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d, was %d".formatted(name, MAX_ASKED, count));
    }
    return count;
  }

  private static int limit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    return limit;
  }
}
