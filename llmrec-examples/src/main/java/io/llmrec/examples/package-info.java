/**
 * Runnable programs: {@link io.llmrec.examples.Quickstart} is the whole flow on the sample shop,
 * {@link io.llmrec.examples.TenLines} the shortest pipeline there is.
 */
@NullMarked
package io.llmrec.examples;

import org.jspecify.annotations.NullMarked;
