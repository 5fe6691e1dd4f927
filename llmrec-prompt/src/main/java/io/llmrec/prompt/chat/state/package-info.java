/**
 * What is known of a conversation, as data: {@link io.llmrec.prompt.chat.state.ConversationState}
 * with wishes, steps, shown items and the latest words; {@link
 * io.llmrec.prompt.chat.state.LongTermProfile} is what outlives it where the user agrees. Both are
 * immutable, bounded, and written as JSON.
 */
@NullMarked
package io.llmrec.prompt.chat.state;

import org.jspecify.annotations.NullMarked;
