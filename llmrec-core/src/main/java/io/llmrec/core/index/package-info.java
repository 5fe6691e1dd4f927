/**
 * The nearest of many vectors: an {@link io.llmrec.core.index.Indexer} makes or opens a {@link
 * io.llmrec.core.index.VectorIndex} over a {@link io.llmrec.core.index.VectorTable}; {@link
 * io.llmrec.core.index.PreparedCatalog} is all of it together, as the online stages see it.
 */
@NullMarked
package io.llmrec.core.index;

import org.jspecify.annotations.NullMarked;
