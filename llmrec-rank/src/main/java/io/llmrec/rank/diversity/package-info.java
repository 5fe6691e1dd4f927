/**
 * Lists that do not repeat themselves: {@link io.llmrec.rank.diversity.DiversityReRanker} makes the
 * re-rankers that weigh how well an item suits the user against how close it is to the items placed
 * before it, or against how far the list is from the proportions of the user's tastes. They need
 * the items' vectors or categories and no language model, and belong after the ranker or the
 * language-model re-ranker whose order they refine. A hard limit on a brand or category is a rule
 * of the pipeline, {@link io.llmrec.core.rule.Rule#cap}.
 */
@NullMarked
package io.llmrec.rank.diversity;

import org.jspecify.annotations.NullMarked;
