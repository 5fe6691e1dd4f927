/**
 * From the whole catalog to a few hundred {@link io.llmrec.core.recall.Candidate}s: the {@link
 * io.llmrec.core.recall.Recaller} contract, the recallers that need no model, and their {@link
 * io.llmrec.core.recall.Fusion}.
 */
@NullMarked
package io.llmrec.core.recall;

import org.jspecify.annotations.NullMarked;
