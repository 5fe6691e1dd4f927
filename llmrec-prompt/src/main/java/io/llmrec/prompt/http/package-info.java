/**
 * Language models, encoders and re-rankers behind HTTP.
 *
 * <p>Begin at {@link io.llmrec.prompt.http.OpenAiChatModel#builder}; beside it are {@link
 * io.llmrec.prompt.http.OpenAiTextEncoder}, {@link io.llmrec.prompt.http.OpenAiScoringModel} and
 * {@link io.llmrec.prompt.http.HttpReRanker}. Every call has one deadline over connecting, headers
 * and body, a cap on the bytes of the reply, and follows no redirect; a server is never trusted. A
 * key is a {@link io.llmrec.prompt.http.Secret} and appears in no message. The models hold nothing
 * that must be closed: without a client of the host's they share one for the JVM.
 */
@NullMarked
package io.llmrec.prompt.http;

import org.jspecify.annotations.NullMarked;
