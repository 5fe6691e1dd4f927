/**
 * Lists that do not repeat themselves: {@link io.llmrec.rank.diversity.DiversityReRanker} makes the
 * re-rankers that weigh how well an item suits the user against how close it is to the items placed
 * before it. They need the items' vectors and no language model, and belong after the ranker or the
 * language-model re-ranker whose order they refine.
 */
@NullMarked
package io.llmrec.rank.diversity;

import org.jspecify.annotations.NullMarked;
