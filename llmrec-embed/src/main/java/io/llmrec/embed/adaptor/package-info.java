/**
 * Maps that suit ready-made vectors to a catalog, after UniSRec (Hou et al., "Towards universal
 * sequence representation learning for recommender systems", 2022): {@link
 * io.llmrec.embed.adaptor.Whitening} needs vectors alone, {@link
 * io.llmrec.embed.adaptor.PairAlignment} pairs of items that occur together, {@link
 * io.llmrec.embed.adaptor.MixtureTrainer} histories. Each gives a {@link
 * io.llmrec.embed.adaptor.VectorMap} that is saved as a safetensors file and applied in plain Java
 * by {@link io.llmrec.embed.adaptor.AdaptedEncoders}.
 */
@NullMarked
package io.llmrec.embed.adaptor;

import org.jspecify.annotations.NullMarked;
