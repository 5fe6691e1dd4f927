/**
 * A catalog made ready for dialogues: {@link io.llmrec.prompt.chat.catalog.ChatCatalog} holds its
 * fields, words, titles and popularity, built once and shared by all conversations.
 */
@NullMarked
package io.llmrec.prompt.chat.catalog;

import org.jspecify.annotations.NullMarked;
