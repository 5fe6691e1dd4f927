/**
 * The pipeline: {@link io.llmrec.core.Pipeline} is the recipe, {@link io.llmrec.core.Recommender}
 * the prepared thing that answers requests.
 *
 * <p>Offline, {@link io.llmrec.core.Pipeline#prepare} enriches, encodes and indexes a catalog into
 * a workspace folder. Online, {@link io.llmrec.core.Recommender#recommend} recalls, ranks, re-ranks
 * and applies the rules, and tells in the {@link io.llmrec.core.RecommendationResult} what each
 * stage did. A {@code Recommender} holds open files: close it.
 */
@NullMarked
package io.llmrec.core;

import org.jspecify.annotations.NullMarked;
