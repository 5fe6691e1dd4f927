/**
 * Embeddings kept on disk by item id: {@link io.llmrec.embed.store.EmbeddingStore} takes puts and
 * deletes durably, {@link io.llmrec.embed.store.StoredVectors} is what it holds at one moment,
 * memory-mapped, as a table that can be indexed, and {@link io.llmrec.embed.store.StoreReport}
 * tells whether every byte is as it was written.
 */
@NullMarked
package io.llmrec.embed.store;

import org.jspecify.annotations.NullMarked;
