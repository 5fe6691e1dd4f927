/**
 * The approximate index for catalogs of more than a few thousand items: {@link
 * io.llmrec.embed.jvector.JVectorIndexer} builds a graph with the JVector library, keeps it in a
 * folder with checksums, and opens it memory-mapped. What the library gets wrong with zero, NaN or
 * identical vectors and with narrow filters is kept away from it here.
 */
@NullMarked
package io.llmrec.embed.jvector;

import org.jspecify.annotations.NullMarked;
