package io.llmrec.examples.experiment;

import java.util.List;

/**
 * The answers of one system, from one seed and setting, to the cases of one part of a split.
 *
 * <p>The lists are kept and not the values of metrics: a further metric over them costs no
 * training.
 *
 * @param lists one per case, in the order of the cases
 * @param badScores candidates that got no score
 * @param trainSeconds time to train
 * @param askSeconds time to ask all cases
 */
record Cell(List<List<String>> lists, long badScores, double trainSeconds, double askSeconds) {}
