package io.llmrec.core.recall;

/**
 * How a recaller found a candidate.
 *
 * @param recaller the recaller's name in the pipeline
 * @param rank its place in the recaller's list, from 1
 * @param score the recaller's own score, on the recaller's own scale
 */
public record RecallSource(String recaller, int rank, double score) {}
