package io.llmrec.rank.explain;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.recall.Candidate;
import java.util.List;

/**
 * What may be said of a candidate and of why it was found. Safe for use by several threads; the
 * same candidate gives the same facts.
 */
@FunctionalInterface
public interface FactSource {

  /** Short statements, the most telling first; may be empty. */
  List<String> of(Candidate candidate, Catalog catalog);

  /**
   * The titles of the history items that led to the candidate, its own title, its categories, and
   * those of its attributes that are short: up to 12 statements of the form {@code name: value}.
   */
  static FactSource catalog() {
    return new CatalogFacts();
  }
}
