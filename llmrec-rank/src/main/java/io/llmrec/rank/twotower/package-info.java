/**
 * Two towers for recall and coarse ranking: one turns a user into a vector, one an item, and the
 * cosine says how well they suit each other (Huang et al., "Learning Deep Structured Semantic
 * Models", 2013; Yi et al., "Sampling-Bias-Corrected Neural Modeling", 2019).
 *
 * <p>{@link io.llmrec.rank.twotower.TowerInputs} says what the towers see, with or without vectors
 * of texts; a {@link io.llmrec.rank.twotower.TwoTowerTrainer} learns; the {@link
 * io.llmrec.rank.twotower.TwoTowerModel} serves in plain Java: its item encoder goes into a
 * pipeline, its user encoder into {@code Recaller.nearest}, its ranker behind either.
 */
@NullMarked
package io.llmrec.rank.twotower;

import org.jspecify.annotations.NullMarked;
