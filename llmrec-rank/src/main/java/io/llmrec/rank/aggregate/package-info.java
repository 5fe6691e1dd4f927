/**
 * One order out of several: {@link io.llmrec.rank.aggregate.BalancedOrders} says in which orders a
 * list is shown, {@link io.llmrec.rank.aggregate.Aggregation} joins the rankings that come back.
 *
 * <p>Items are numbers from 0 here; a ranking is an array of them, the best first.
 */
@NullMarked
package io.llmrec.rank.aggregate;

import org.jspecify.annotations.NullMarked;
