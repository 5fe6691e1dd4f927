/**
 * Two scores as one: {@link io.llmrec.rank.fusion.ScoreFusion} mixes the score of a trained ranker
 * with that of a language model, by a weight that depends on how much is known of the user; {@link
 * io.llmrec.rank.fusion.FusionFit} learns it on requests of which is known what was chosen, and
 * keeps the trained ranker alone where the mixture is not shown to be better. {@link
 * io.llmrec.rank.fusion.FusionRanker} and {@link io.llmrec.rank.fusion.FusionReRanker} apply it.
 */
@NullMarked
package io.llmrec.rank.fusion;

import org.jspecify.annotations.NullMarked;
