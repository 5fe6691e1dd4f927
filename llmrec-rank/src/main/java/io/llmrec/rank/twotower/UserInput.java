package io.llmrec.rank.twotower;

import java.util.List;

/**
 * What the user tower sees of one user, but for the history.
 *
 * @param id the user's row, 0 when training did not see them
 * @param attributes the row of each attribute's value
 * @param vectors one for each name; all 0 where there is none
 */
record UserInput(int id, int[] attributes, List<float[]> vectors) {}
