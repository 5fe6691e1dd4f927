package io.llmrec.embed.fusion;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ItemVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * An encoder whose vectors are fused with others that only some items have, for example text with
 * pictures.
 *
 * <p>Safe for use by several threads.
 */
public final class FusedItemEncoder implements ItemEncoder {

  private final ItemEncoder first;
  private final ItemVectors second;
  private final VectorFusion fusion;

  /** Fuses what an encoder gives with vectors by item id. */
  public FusedItemEncoder(ItemEncoder first, ItemVectors second, VectorFusion fusion) {
    this.first = first;
    this.second = second;
    this.fusion = fusion;
  }

  @Override
  public List<Embedding> encode(List<Item> items) {
    List<Embedding> firsts = first.encode(items);
    if (firsts.size() != items.size()) {
      throw new IllegalStateException(
          "encode: %d items in, %d vectors out".formatted(items.size(), firsts.size()));
    }
    List<Embedding> fused = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      fused.add(fusion.fuse(firsts.get(i), second.find(items.get(i).id())));
    }
    return List.copyOf(fused);
  }
}
