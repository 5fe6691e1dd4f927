/**
 * Benchmarks, in JMH; how they are run and what they gave is in {@code docs/performance.md}.
 * Null-safety is not checked here, because JMH fills the fields of a state after its constructor.
 */
@NullUnmarked
package io.llmrec.examples.bench;

import org.jspecify.annotations.NullUnmarked;
