package io.llmrec.core.enrich;

import io.llmrec.core.catalog.Item;
import java.util.List;
import java.util.Optional;

/**
 * Writes a text about each of several items: a summary, a clean title, a profile.
 *
 * <p>Offline speed: may be slow and may call a language model. Safe for use by several threads.
 * Where no acceptable text could be had for an item its place is empty and the item is used as it
 * is; only a failure that would hit every item (a wrong key, a closed port) is thrown.
 */
@FunctionalInterface
public interface Summarizer {

  /** One place per item, in the order given; no places for no items. */
  List<Optional<Enrichment>> summarize(List<Item> items);
}
