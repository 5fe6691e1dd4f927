package io.llmrec.examples.chat;

import io.llmrec.prompt.chat.ChatRecommender;
import io.llmrec.prompt.chat.catalog.ChatCatalog;

/**
 * What a page lets people talk to.
 *
 * @param recommender that answers
 * @param catalog of its items
 * @param model what visitors are told about the model behind it
 */
public record PageChat(ChatRecommender recommender, ChatCatalog catalog, String model) {}
