package io.llmrec.rank.feature;

/**
 * What was shown, and what came of it.
 *
 * @param features of the user, the item and both
 * @param positive whether the user took it
 */
public record Sample(Features features, boolean positive) {}
