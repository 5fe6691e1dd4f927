package io.llmrec.core.encode;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import java.util.List;

/**
 * Turns items into vectors: items that suit the same person lie close together.
 *
 * <p>Safe for use by several threads. The same item always gives the same vector. Offline speed:
 * may be slow.
 */
@FunctionalInterface
public interface ItemEncoder {

  /** One embedding per item, in the order given, all of one dimension; empty for no items. */
  List<Embedding> encode(List<Item> items);

  /**
   * Encodes the text that a policy makes of an item. Keeps the identity of the encoder it wraps.
   */
  static ItemEncoder of(TextEncoder encoder, ItemText text) {
    return TextItemEncoder.of(encoder, text);
  }
}
