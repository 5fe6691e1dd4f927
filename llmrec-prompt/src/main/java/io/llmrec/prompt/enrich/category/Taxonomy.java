package io.llmrec.prompt.enrich.category;

import io.llmrec.core.catalog.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host's tree of categories. Several may stand at the top. Immutable and safe for use by
 * several threads.
 */
public final class Taxonomy {

  /** What stands between the names of a path. */
  public static final String SEPARATOR = " > ";

  private final Map<String, Category> byId = new LinkedHashMap<>();
  private final Map<String, String> leafByPath = new LinkedHashMap<>();
  private final List<String> leaves = new ArrayList<>();
  private final CategoryNames names;

  private Taxonomy(Collection<Category> categories) {
    Set<String> parents = new HashSet<>();
    for (Category category : categories) {
      if (byId.put(category.id(), category) != null) {
        throw new IllegalArgumentException("category '" + category.id() + "' must be there once");
      }
      if (category.parent() != null) {
        parents.add(category.parent());
      }
    }
    for (Category category : categories) {
      String path = pathName(category.id());
      if (!parents.contains(category.id())) {
        leaves.add(category.id());
        leafByPath.putIfAbsent(path, category.id());
      }
    }
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("a taxonomy must have at least 1 category");
    }
    names = new CategoryNames(this);
  }

  /**
   * A tree of categories.
   *
   * @throws IllegalArgumentException when there are none, an id is there twice, a parent is missing
   *     or a category is its own ancestor
   */
  public static Taxonomy of(Collection<Category> categories) {
    return new Taxonomy(categories);
  }

  /**
   * The tree that the items' categories make up. A category's id is the path of its names, such as
   * {@code Kitchen > Tea}.
   */
  public static Taxonomy ofItems(Stream<Item> items) {
    Map<String, Category> found = new LinkedHashMap<>();
    items.forEach(item -> addPath(item.categories(), found));
    return new Taxonomy(found.values());
  }

  private static void addPath(List<String> path, Map<String, Category> found) {
    String parent = null;
    for (String name : path) {
      String id = parent == null ? name : parent + SEPARATOR + name;
      found.putIfAbsent(id, new Category(id, name, parent));
      parent = id;
    }
  }

  /** The ids of the categories that have none below them, in the order given. */
  public List<String> leaves() {
    return List.copyOf(leaves);
  }

  /** The category with an id, or null when there is none. */
  public @Nullable Category find(String id) {
    return byId.get(id);
  }

  /** All categories, in the order given. */
  Collection<Category> all() {
    return byId.values();
  }

  /**
   * The ids from the top to a category.
   *
   * @throws IllegalArgumentException when there is no such category
   */
  public List<String> path(String id) {
    List<String> path = new ArrayList<>();
    String at = id;
    while (at != null) {
      Category category = byId.get(at);
      if (category == null) {
        throw new IllegalArgumentException("category '" + at + "' is not in the taxonomy");
      }
      if (path.size() > byId.size()) {
        throw new IllegalArgumentException("category '" + id + "' must not be its own ancestor");
      }
      path.add(0, at);
      at = category.parent();
    }
    return path;
  }

  /** The names from the top to a category, with {@link #SEPARATOR} between them. */
  public String pathName(String id) {
    List<String> words = new ArrayList<>();
    for (String at : path(id)) {
      Category category = byId.get(at);
      words.add(category == null ? at : category.name());
    }
    return String.join(SEPARATOR, words);
  }

  /**
   * How many steps lie between two categories in the tree, 0 for the same; those without a common
   * ancestor meet above the top.
   */
  public int distance(String a, String b) {
    List<String> first = path(a);
    List<String> second = path(b);
    int common = 0;
    while (common < Math.min(first.size(), second.size())
        && first.get(common).equals(second.get(common))) {
      common++;
    }
    return first.size() + second.size() - 2 * common;
  }

  /** The leaf an item is in by its path of names, or null when the tree has none such. */
  public @Nullable String leafOf(Item item) {
    return leafByPath.get(String.join(SEPARATOR, item.categories()));
  }

  /**
   * The category that a name means: an id, a path of names or a name that only one category has,
   * letter case, width and punctuation apart; otherwise the one category whose name is most like
   * it, at a likeness of at least 0.8 (Dice coefficient of pairs of characters).
   *
   * @return null when there is none, or several
   */
  public @Nullable String resolve(String name) {
    return byId.containsKey(name) ? name : names.resolve(name);
  }
}
