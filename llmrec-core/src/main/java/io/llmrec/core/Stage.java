package io.llmrec.core;

import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.rerank.ReRanker;

/** A named place of the recipe. */
sealed interface Stage {

  /** Unique within the pipeline. */
  String name();

  /** Writes a text about every item, offline. */
  record Enrich(String name, Summarizer summarizer) implements Stage {}

  /** Finds candidates. */
  record Recall(String name, Recaller recaller) implements Stage {}

  /** An online stage that puts candidates in order. */
  sealed interface Ordering extends Stage {}

  /** Scores candidates and keeps the best. */
  record Rank(String name, Ranker ranker, int keep) implements Ordering {}

  /** Orders the best few anew. */
  record ReRank(String name, ReRanker reRanker, int top) implements Ordering {}
}
