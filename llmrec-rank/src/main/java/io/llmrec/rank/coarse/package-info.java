/**
 * The language model as coarse ranker: {@link io.llmrec.rank.coarse.CoarseReRanker} shows it the
 * groups that the candidates fall into, categories or {@link io.llmrec.rank.coarse.ItemClusters},
 * and puts the candidates of those it chooses in front. A prompt of some dozen groups stands for
 * hundreds of candidates.
 */
@NullMarked
package io.llmrec.rank.coarse;

import org.jspecify.annotations.NullMarked;
