package io.llmrec.rank.feature;

/**
 * A sample as a model takes it.
 *
 * @param row as {@link FeatureEncoder#encode} gave it; not copied, not to be changed
 * @param positive whether the user took it
 */
public record EncodedSample(int[] row, boolean positive) {}
