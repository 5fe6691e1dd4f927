/** Measuring a recommender: splits and metrics. */
@NullMarked
package io.llmrec.core.eval;

import org.jspecify.annotations.NullMarked;
