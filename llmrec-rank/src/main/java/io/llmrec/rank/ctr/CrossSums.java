package io.llmrec.rank.ctr;

/**
 * Sums of a DCN-v2 over some of its fields, see {@link CrossLinear}.
 *
 * @param cross of the first cross layer
 * @param deep of the perceptron's first layer
 * @param pull of the last cross layer, turned round
 * @param constant what does not go through a layer
 */
record CrossSums(float[] cross, float[] deep, float[] pull, float constant) {}
