/**
 * Keeps what a model says to what is known: titles in prose are found by {@link
 * io.llmrec.prompt.chat.ground.TitleIndex}, and {@link io.llmrec.prompt.chat.ground.SentenceGuard}
 * passes a sentence only if names, numbers and claims come from the items it speaks of.
 */
@NullMarked
package io.llmrec.prompt.chat.ground;

import org.jspecify.annotations.NullMarked;
