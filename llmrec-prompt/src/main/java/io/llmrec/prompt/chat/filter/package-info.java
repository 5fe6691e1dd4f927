/**
 * Conditions on an item's fields as data: what a model may ask for instead of SQL or code. A {@link
 * io.llmrec.prompt.chat.filter.Filter} is read by {@link io.llmrec.prompt.chat.filter.FilterJson},
 * checked and evaluated by {@link io.llmrec.prompt.chat.filter.ItemFields}, whose refusals name
 * what is allowed.
 */
@NullMarked
package io.llmrec.prompt.chat.filter;

import org.jspecify.annotations.NullMarked;
