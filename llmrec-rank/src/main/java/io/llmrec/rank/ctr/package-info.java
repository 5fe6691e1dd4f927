/**
 * Models that say how likely a user takes an item: DeepFM, DCN-v2, DIN and AutoInt, each with or
 * without KAR's adaptor of vectors that carry a language model's knowledge. {@link
 * io.llmrec.rank.ctr.CtrTrainer} trains one, {@link io.llmrec.rank.ctr.CtrModel} scores in plain
 * Java, {@link io.llmrec.rank.ctr.CtrRanker} ranks the candidates of a request.
 */
@NullMarked
package io.llmrec.rank.ctr;

import org.jspecify.annotations.NullMarked;
