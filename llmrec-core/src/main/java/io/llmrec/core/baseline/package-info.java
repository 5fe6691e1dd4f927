/**
 * The plain methods that a claim must beat.
 *
 * <p>{@link io.llmrec.core.baseline.Baselines} trains each of them in one call and gives an {@link
 * io.llmrec.core.baseline.ItemScorer}, which scores any items for any user's history and can stand
 * in a pipeline as a recaller or a ranker.
 *
 * <p>Two rules hold for all that learn from interactions. A user chose an item when the values of
 * the interactions between them add up to more than 0; how often and when does not matter unless
 * the method says so. And a score depends on the history that is given, never on the user's id: a
 * user the model was trained on and a new one with the same history get the same scores.
 *
 * <p>The same interactions, options and seed give the same scores to the bit, whatever the number
 * of threads.
 */
@NullMarked
package io.llmrec.core.baseline;

import org.jspecify.annotations.NullMarked;
