package io.llmrec.rank.ctr;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items with all that a model computes of them alone, so that a request needs not do it; made by
 * {@link CtrModel#prepare}. Of a DCN-v2 model an item takes 4 bytes for each of twice the numbers
 * of all fields, with three cross layers three times, and the units of the first hidden layer:
 * about 5 or 6 kB with 14 fields of 32 numbers.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CtrItems {

  private final CtrModel model;
  private final Map<String, PreparedItem> prepared;

  CtrItems(CtrModel model, Map<String, PreparedItem> prepared) {
    this.model = model;
    this.prepared = Map.copyOf(prepared);
  }

  /** The model they were prepared for. */
  CtrModel model() {
    return model;
  }

  /** How many there are. */
  public int size() {
    return prepared.size();
  }

  /** Whether an item is among them. */
  public boolean has(String id) {
    return prepared.containsKey(id);
  }

  /** An item, or null when it is not among them. */
  @Nullable PreparedItem find(String id) {
    return prepared.get(id);
  }
}
