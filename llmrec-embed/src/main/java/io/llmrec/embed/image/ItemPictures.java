package io.llmrec.embed.image;

import io.llmrec.core.catalog.Item;
import java.util.List;

/** Where the host keeps the pictures of its items, or the frames of its films. */
@FunctionalInterface
public interface ItemPictures {

  /** The pictures of an item, in the host's order; none where it has none. */
  List<ImageSource> of(Item item);
}
