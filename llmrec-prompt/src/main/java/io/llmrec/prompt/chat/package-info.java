/**
 * Recommendation as a conversation: {@link io.llmrec.prompt.chat.ChatRecommender} answers a {@link
 * io.llmrec.prompt.chat.Conversation}'s messages, each with a {@link
 * io.llmrec.prompt.chat.ChatTurn}.
 *
 * <p>A turn goes message, plan, tools, answer, guard, new state. The model plans and words; the
 * candidates are narrowed by tools over the catalog, and what the model says is held to them (after
 * Gao et al., "Chat-REC: towards interactive and explainable LLMs-augmented recommender system",
 * 2023, and Huang et al., "Recommender AI agent: integrating large language models for interactive
 * recommendations", 2023):
 *
 * <pre>{@code
 * ChatRecommender chat = ChatRecommender.builder(recommender, model).build();
 * Conversation conversation = Conversation.start(user);
 * ChatTurn turn = chat.reply(conversation, "A gift for a cyclist, under 50");
 * System.out.println(turn.text());
 * }</pre>
 */
@NullMarked
package io.llmrec.prompt.chat;

import org.jspecify.annotations.NullMarked;
