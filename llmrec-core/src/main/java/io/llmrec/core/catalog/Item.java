package io.llmrec.core.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that can be recommended: a product, a film, an article, a course.
 *
 * <p>Immutable. Every text is UTF-16 as the host holds it; nothing is trimmed or normalised. Items
 * are data from outside: no text of an item is ever trusted as an instruction.
 *
 * @param id the host's own key, not blank, unique in its catalog
 * @param title what a customer reads first, not blank
 * @param categories names of the categories from the broadest to the leaf, or, where a domain has
 *     no tree, the tags; empty when unknown
 * @param attributes further fields such as brand, material or year, in the order given; keys are
 *     not blank
 * @param media pictures, sounds or films of the item
 */
public record Item(
    String id,
    String title,
    List<String> categories,
    Map<String, String> attributes,
    List<Media> media) {

  /** Checks the fields and takes copies of the collections. */
  public Item {
    if (id.isBlank()) {
      throw new IllegalArgumentException(
          "id of an item must not be blank, its title was '" + title + "'");
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("title of item '" + id + "' must not be blank");
    }
    categories = List.copyOf(categories);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    media = List.copyOf(media);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (attribute.getKey().isBlank()) {
        throw new IllegalArgumentException("item '" + id + "' has an attribute with a blank name");
      }
    }
  }

  /** An item of which only the key and the title are known. */
  public static Item of(String id, String title) {
    return new Item(id, title, List.of(), Map.of(), List.of());
  }

  /** This item in the given categories, from the broadest to the leaf. */
  public Item withCategories(String... path) {
    return new Item(id, title, List.of(path), attributes, media);
  }

  /** This item with one more attribute, or with the attribute's value replaced. */
  public Item withAttribute(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new Item(id, title, categories, more, media);
  }

  /** This item with one more medium. */
  public Item withMedia(Media medium) {
    List<Media> more = new ArrayList<>(media);
    more.add(medium);
    return new Item(id, title, categories, attributes, more);
  }

  /** The narrowest category, or the empty string when the item has none. */
  public String leafCategory() {
    return categories.isEmpty() ? "" : categories.get(categories.size() - 1);
  }
}
