package io.llmrec.rank.llm;

/**
 * What the cost of a method depends on besides the candidates.
 *
 * @param options how it asks
 * @param concurrency how many questions are under way at a time
 * @param limit how many items the request wants
 */
record CostBasis(AskOptions options, int concurrency, int limit) {

  /**
   * The cost of calls for a task.
   *
   * @param shown the candidates, of whose texts the prompts show some at a time
   */
  RankingCost of(Scene scene, PromptTask task, int[] shown, Calls calls) {
    double each =
        shown.length == 0 ? 0 : (double) scene.candidateTokens(task, shown) / shown.length;
    double prompt = scene.frameTokens(task) + calls.candidates() * each;
    long together = Math.max(1, Math.min(concurrency, calls.independent()));
    long reply = (long) calls.labels() * ListwiseOptions.TOKENS_PER_LABEL;
    return new RankingCost(
        calls.count(),
        (calls.count() + together - 1) / together,
        (long) Math.ceil(calls.count() * prompt),
        calls.count() * Math.max(1, reply),
        calls.count() * (reply + options.generation().maxTokens()));
  }

  /**
   * Calls of one kind.
   *
   * @param count how many at most
   * @param independent how many of these do not wait for each other
   * @param candidates how many candidates a prompt shows, on average
   * @param labels how many labels a reply holds
   */
  record Calls(long count, long independent, double candidates, int labels) {}
}
