/**
 * Recommendation as a conversation, to run and to measure: recorded dialogues with real models read
 * and checked by {@link io.llmrec.examples.chat.RecordedDialogues}, simulated dialogues by {@link
 * io.llmrec.examples.chat.SimulatedDialogues}, and a page to talk to by {@link
 * io.llmrec.examples.chat.ChatServer}.
 */
@NullMarked
package io.llmrec.examples.chat;

import org.jspecify.annotations.NullMarked;
