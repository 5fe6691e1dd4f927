/**
 * Talking to language models: what is shared by the backends, the enrichment jobs and the rankers.
 *
 * <p>The way to the model: a {@link io.llmrec.prompt.PromptTemplate} in the right {@link
 * io.llmrec.prompt.Language} is filled with values; what comes from a catalog or a person passes
 * {@link io.llmrec.prompt.UntrustedText} first. The way back: {@link io.llmrec.prompt.JsonReply}
 * finds the JSON in what the model said; {@link io.llmrec.prompt.StrictJson} reads JSON of which
 * nothing may be wrong. Nothing here holds a resource or a thread.
 */
@NullMarked
package io.llmrec.prompt;

import org.jspecify.annotations.NullMarked;
