/**
 * The whole flow on MovieLens-1M with recorded texts of real language models: {@link
 * io.llmrec.examples.movielens.MovieLensQuickstart}. The data is the host's to bring; none of it is
 * part of llmrec.
 */
@NullMarked
package io.llmrec.examples.movielens;

import org.jspecify.annotations.NullMarked;
