/**
 * Measuring a recommender, and knowing how far to believe the number.
 *
 * <p>{@link io.llmrec.core.eval.Splits} parts interactions into train and cases, {@link
 * io.llmrec.core.eval.LeakReport} says what of the answer train knows, and {@link
 * io.llmrec.core.eval.Evaluation} asks any system about every case. {@link
 * io.llmrec.core.eval.EvalReport} holds a value per case and metric, gives means with intervals and
 * compares two systems on the same cases. The metrics stand on their own too: {@link
 * io.llmrec.core.eval.RankingMetrics} for lists, {@link io.llmrec.core.eval.ClassificationMetrics}
 * for click probabilities, {@link io.llmrec.core.eval.Exposure} and {@link
 * io.llmrec.core.eval.Popularity} for what lists do to the catalog, {@link
 * io.llmrec.core.eval.LlmHealth} and {@link io.llmrec.core.eval.Operations} for a service that
 * runs.
 *
 * <p>A value that is not defined, such as a recall where nothing is relevant, is NaN, never 0.
 * Whatever is random takes a seed and gives the same on every machine.
 */
@NullMarked
package io.llmrec.core.eval;

import org.jspecify.annotations.NullMarked;
