package io.llmrec.embed.image;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.encode.MultiItemVectors;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The vectors of the pictures of a catalog, one per picture. Immutable.
 *
 * <p>A picture that cannot be used is left out and told: catalogs of real shops have some.
 */
public final class PictureVectors implements MultiItemVectors {

  private final Map<String, List<Embedding>> byItem;
  private final List<BadPicture> bad;

  /**
   * A picture that was left out.
   *
   * @param itemId of which item
   * @param place which of its pictures, from 0
   * @param reason what is wrong with it
   */
  public record BadPicture(String itemId, int place, String reason) {}

  private PictureVectors(Map<String, List<Embedding>> byItem, List<BadPicture> bad) {
    this.byItem = Map.copyOf(byItem);
    this.bad = List.copyOf(bad);
  }

  /** Encodes all pictures of all items, one after the other; may take long. */
  public static PictureVectors encode(
      Catalog catalog, ItemPictures pictures, ImageEncoder encoder) {
    Map<String, List<Embedding>> byItem = new LinkedHashMap<>();
    List<BadPicture> bad = new ArrayList<>();
    for (Item item : (Iterable<Item>) catalog.stream()::iterator) {
      List<Embedding> vectors = vectors(item, pictures.of(item), encoder, bad);
      if (!vectors.isEmpty()) {
        byItem.put(item.id(), vectors);
      }
    }
    return new PictureVectors(byItem, bad);
  }

  private static List<Embedding> vectors(
      Item item, List<ImageSource> images, ImageEncoder encoder, List<BadPicture> bad) {
    List<Embedding> vectors = new ArrayList<>();
    for (int place = 0; place < images.size(); place++) {
      try {
        vectors.addAll(encoder.encode(List.of(images.get(place))));
      } catch (IllegalArgumentException | UncheckedIOException e) {
        bad.add(new BadPicture(item.id(), place, String.valueOf(e.getMessage())));
      }
    }
    return List.copyOf(vectors);
  }

  @Override
  public List<Embedding> find(String itemId) {
    return byItem.getOrDefault(itemId, List.of());
  }

  /** One vector per item that has pictures. */
  public ItemVectors pooled(FramePooling pooling) {
    Map<String, Embedding> one = new LinkedHashMap<>();
    byItem.forEach((id, vectors) -> one.put(id, pooling.pool(vectors)));
    return one::get;
  }

  /** What was left out, in the order of the catalog. */
  public List<BadPicture> bad() {
    return bad;
  }
}
