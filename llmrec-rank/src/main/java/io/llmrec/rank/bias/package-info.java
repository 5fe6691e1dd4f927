/**
 * What a ranker favours besides the worth of an item: the slot in which it was shown, and its
 * popularity. {@link io.llmrec.rank.bias.RankingRun}s are logged while a system works, {@link
 * io.llmrec.rank.bias.SlotReport} and {@link io.llmrec.rank.bias.PopularityReport} measure, {@link
 * io.llmrec.rank.bias.SlotCorrection} and {@link io.llmrec.rank.bias.PopularityCorrection} take
 * away what was measured.
 */
@NullMarked
package io.llmrec.rank.bias;

import org.jspecify.annotations.NullMarked;
