package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.Media;
import io.llmrec.core.fingerprint.Fingerprint;
import java.util.TreeMap;

/**
 * What a piece of work is known by: the item as the model sees it, the task with its prompts, and
 * the model. 128 bits of a SHA-256.
 */
record WorkKey(long high, long low) {

  private static final int DIGITS = 16;
  private static final int RADIX = 16;

  static WorkKey of(Item seen, String task, String model) {
    return parse(Fingerprint.of(seen.id(), inputHash(seen), task, model));
  }

  /** Reads at least 32 hex digits. */
  static WorkKey parse(String hex) {
    return new WorkKey(
        Long.parseUnsignedLong(hex.substring(0, DIGITS), RADIX),
        Long.parseUnsignedLong(hex.substring(DIGITS, 2 * DIGITS), RADIX));
  }

  String hex() {
    return "%016x%016x".formatted(high, low);
  }

  /** A hash over all of an item's fields but its id; the order of attributes does not count. */
  private static String inputHash(Item item) {
    Fingerprint hash = new Fingerprint().add(item.title()).add(item.categories().size());
    item.categories().forEach(hash::add);
    hash.add(item.attributes().size());
    new TreeMap<>(item.attributes()).forEach((name, value) -> hash.add(name).add(value));
    for (Media medium : item.media()) {
      hash.add(medium.type()).add(medium.location().toString());
    }
    return hash.hex();
  }
}
