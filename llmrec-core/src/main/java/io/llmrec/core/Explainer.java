package io.llmrec.core;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.recall.Candidate;

/**
 * Writes the sentence that tells a customer why an item is on the list. Safe for use by several
 * threads. Only facts of the candidate and the catalog may go into it.
 */
@FunctionalInterface
public interface Explainer {

  /** Why the candidate is on the list. */
  Reason explain(Candidate candidate, Catalog catalog);

  /**
   * Names the history items that led to the candidate, or the recaller that found it; in the item's
   * own script.
   */
  static Explainer templates() {
    return new TemplateExplainer();
  }
}
