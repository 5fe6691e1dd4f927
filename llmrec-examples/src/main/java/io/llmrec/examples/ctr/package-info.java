/**
 * Trained rankers on real data: what language models' texts add to them, beside a control that
 * knows the same films without one.
 */
@NullMarked
package io.llmrec.examples.ctr;

import org.jspecify.annotations.NullMarked;
