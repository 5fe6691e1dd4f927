package io.llmrec.rank.twotower;

import java.util.List;

/**
 * What the towers see of one item.
 *
 * @param id its row, 0 when training did not see it
 * @param categories their rows, without unknown ones
 * @param numbers for each attribute its value and then 1 where it is missing
 * @param vectors one for each name; all 0 where there is none
 */
record ItemInput(int id, int[] categories, float[] numbers, List<float[]> vectors) {}
