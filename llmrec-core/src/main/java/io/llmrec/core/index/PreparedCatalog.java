package io.llmrec.core.index;

import io.llmrec.core.catalog.Catalog;

/**
 * What preparation made, as the online stages see it.
 *
 * @param catalog the host's items, each with the texts that enrichment wrote as attributes
 * @param vectors the embeddings of all items
 * @param index finds the nearest of them
 */
public record PreparedCatalog(Catalog catalog, VectorTable vectors, VectorIndex index) {

  /** A catalog of which nothing was encoded: searches find nothing. */
  public static PreparedCatalog withoutVectors(Catalog catalog) {
    return new PreparedCatalog(catalog, EmptyIndex.INSTANCE, EmptyIndex.INSTANCE);
  }
}
