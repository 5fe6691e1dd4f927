/**
 * What a trained ranker sees: a {@link io.llmrec.rank.feature.FeatureSchema} of named categories,
 * numbers, histories and vectors, fitted on training samples, turns {@link
 * io.llmrec.rank.feature.Features} into rows of whole numbers, in training and in service alike.
 */
@NullMarked
package io.llmrec.rank.feature;

import org.jspecify.annotations.NullMarked;
