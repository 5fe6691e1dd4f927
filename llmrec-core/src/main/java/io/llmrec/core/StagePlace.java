package io.llmrec.core;

import org.jspecify.annotations.Nullable;

/**
 * Where a stage put an item.
 *
 * @param stage its name in the pipeline
 * @param rank the item's place after it, from 1
 * @param score what it gave the item, or null for a stage that only orders
 */
public record StagePlace(String stage, int rank, @Nullable Double score) {}
