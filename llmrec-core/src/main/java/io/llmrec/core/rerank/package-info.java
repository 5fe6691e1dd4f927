/** A new order for the best few: the {@link io.llmrec.core.rerank.ReRanker} contract. */
@NullMarked
package io.llmrec.core.rerank;

import org.jspecify.annotations.NullMarked;
