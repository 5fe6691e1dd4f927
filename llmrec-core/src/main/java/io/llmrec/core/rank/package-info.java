/** A score for each candidate: the {@link io.llmrec.core.rank.Ranker} contract. */
@NullMarked
package io.llmrec.core.rank;

import org.jspecify.annotations.NullMarked;
