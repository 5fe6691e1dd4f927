/**
 * The best ranking that a request can afford: {@link io.llmrec.rank.ladder.BudgetLadder} tries
 * re-rankers from the dearest to the cheapest, chosen by what they would cost and what is left.
 */
@NullMarked
package io.llmrec.rank.ladder;

import org.jspecify.annotations.NullMarked;
