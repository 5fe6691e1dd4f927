package io.llmrec.core;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.Media;
import io.llmrec.core.fingerprint.Fingerprint;
import java.util.TreeMap;

/**
 * Tells whether an item changed: a hash over all its fields. The order of the attributes does not
 * count, as it does not for {@link Item#equals}; that of {@link java.util.Map#of} differs from one
 * process to the next.
 */
final class ItemHash {

  private ItemHash() {}

  static String of(Item item) {
    Fingerprint hash = new Fingerprint().add(item.id()).add(item.title());
    hash.add(item.categories().size());
    item.categories().forEach(hash::add);
    hash.add(item.attributes().size());
    new TreeMap<>(item.attributes()).forEach((name, value) -> hash.add(name).add(value));
    for (Media medium : item.media()) {
      hash.add(medium.type()).add(medium.location().toString());
    }
    return hash.hex();
  }
}
