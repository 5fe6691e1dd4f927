/**
 * Wrappers: each is a language model around another, and any may stand around any other. Beside
 * them, {@link io.llmrec.prompt.wrap.RetryingTextEncoder}, {@link
 * io.llmrec.prompt.wrap.RetryingReRanker} and {@link
 * io.llmrec.prompt.wrap.ReasoningStrippingStream} do for encoders, re-rankers and streams what
 * their namesakes do for models.
 *
 * <p>An order that serves most hosts, from the outside in: listening, caching, budget, fallback,
 * retrying, circuit breaker, rate limit, backend:
 *
 * <pre>{@code
 * LanguageModel model =
 *     CachingModel.builder(
 *             RetryingModel.around(RateLimitedModel.around(backend, RateLimits.ofRequests(500))),
 *             "small-1")
 *         .build();
 * }</pre>
 *
 * <p>The timeout of a prompt is one deadline over all that the wrappers do: waiting, trying again,
 * asking another. A wrapper that waits gives the model inside only the time that is left, and fails
 * at once when waiting is pointless. An interrupt ends every wait; the thread stays interrupted.
 *
 * <p>All are safe for use by several threads. Only those that implement {@link AutoCloseable} hold
 * something to close; none closes the model inside.
 */
@NullMarked
package io.llmrec.prompt.wrap;

import org.jspecify.annotations.NullMarked;
