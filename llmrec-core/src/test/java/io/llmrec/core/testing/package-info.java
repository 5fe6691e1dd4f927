/**
 * Contract tests that a host can run on its own implementations, and samples to run them with.
 *
 * <p>A test class implements the contract of what it tests and names the implementation:
 *
 * <pre>{@code
 * class OurRankerTest implements RankerContract {
 *   public Ranker ranker() {
 *     return new OurRanker();
 *   }
 * }
 * }</pre>
 *
 * <p>Each contract runs on {@link io.llmrec.core.testing.Samples} unless the test overrides what it
 * is given.
 */
@NullMarked
package io.llmrec.core.testing;

import org.jspecify.annotations.NullMarked;
