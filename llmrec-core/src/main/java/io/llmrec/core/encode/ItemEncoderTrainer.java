package io.llmrec.core.encode;

import io.llmrec.core.catalog.Catalog;

/**
 * Makes an encoder that is fitted on the catalog it will encode, for example by counting how rare
 * each word is.
 *
 * <p>The same catalog always gives an encoder with the same vectors.
 */
@FunctionalInterface
public interface ItemEncoderTrainer {

  /** The encoder for this catalog; its items carry what the enrichment steps wrote. */
  ItemEncoder fit(Catalog catalog);
}
