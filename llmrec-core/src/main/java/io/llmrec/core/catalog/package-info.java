/**
 * What can be recommended: {@link io.llmrec.core.catalog.Item}s in a {@link
 * io.llmrec.core.catalog.Catalog}, and the policy ({@link io.llmrec.core.catalog.ItemText}) that
 * says which of an item's fields become text for a model.
 */
@NullMarked
package io.llmrec.core.catalog;

import org.jspecify.annotations.NullMarked;
