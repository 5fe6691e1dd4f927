package io.llmrec.rank.ctr;

import io.llmrec.rank.ctr.CrossServing.Terms;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items with all that a model computes of them alone, so that a request needs not do it; made by
 * {@link CtrModel#prepare}. Of a DCN-v2 model an item takes 4 bytes for each of twice the numbers
 * of all fields and the units of the first hidden layer: about 5 kB with 14 fields of 32 numbers.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CtrItems {

  private final CtrModel model;
  private final Map<String, Prepared> prepared;

  /**
   * One item.
   *
   * @param row its features encoded, the others' places 0
   * @param x its fields' numbers in their places, the others' 0
   * @param terms its sums, where the backbone has them
   */
  record Prepared(int[] row, float[] x, @Nullable Terms terms) {}

  CtrItems(CtrModel model, Map<String, Prepared> prepared) {
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
  @Nullable Prepared find(String id) {
    return prepared.get(id);
  }
}
