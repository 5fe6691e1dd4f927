package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.user.Interaction;
import java.util.List;

/**
 * What an experiment is made on.
 *
 * @param name for the report, with its source
 * @param catalog all items
 * @param interactions all interactions, in the order in which the split takes ties
 */
public record DataSet(String name, Catalog catalog, List<Interaction> interactions) {

  /** Checks the fields and takes a copy of the list. */
  public DataSet {
    interactions = List.copyOf(interactions);
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a data set must not be blank");
    }
  }
}
