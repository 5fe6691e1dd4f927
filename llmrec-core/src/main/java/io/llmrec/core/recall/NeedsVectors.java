package io.llmrec.core.recall;

/**
 * A recaller that finds nothing where nothing was encoded: a pipeline without an encoder refuses
 * it.
 */
public interface NeedsVectors {}
