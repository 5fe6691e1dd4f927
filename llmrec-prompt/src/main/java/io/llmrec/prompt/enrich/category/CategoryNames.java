package io.llmrec.prompt.enrich.category;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the category that a name means. */
final class CategoryNames {

  /** The least likeness at which another spelling counts as the same name. */
  static final double LIKE = 0.8;

  private static final int MAX_CHARS = 300;

  /** By plain name or path; the empty id where several categories share it. */
  private final Map<String, String> exact = new HashMap<>();

  private final Map<String, Set<String>> pairs = new HashMap<>();

  CategoryNames(Taxonomy taxonomy) {
    for (Category category : taxonomy.all()) {
      String path = plain(taxonomy.pathName(category.id()));
      put(plain(category.name()), category.id());
      if (!path.equals(plain(category.name()))) {
        put(path, category.id());
      }
    }
    exact.keySet().forEach(name -> pairs.put(name, pairs(name)));
  }

  private void put(String name, String id) {
    exact.merge(name, id, (a, b) -> "");
  }

  @Nullable String resolve(String name) {
    if (name.length() > MAX_CHARS) {
      return null;
    }
    String plain = plain(name);
    String found = exact.get(plain);
    if (found != null) {
      return found.isEmpty() ? null : found;
    }
    return nearest(pairs(plain));
  }

  private @Nullable String nearest(Set<String> asked) {
    double best = LIKE;
    String found = null;
    boolean tied = false;
    for (Map.Entry<String, Set<String>> known : pairs.entrySet()) {
      double likeness = likeness(asked, known.getValue());
      String id = exact.getOrDefault(known.getKey(), "");
      if (likeness > best || (likeness == best && found == null)) {
        best = likeness;
        found = id;
        tied = false;
      } else if (likeness == best && !id.equals(found)) {
        tied = true;
      }
    }
    return found == null || found.isEmpty() || tied ? null : found;
  }

  private static double likeness(Set<String> a, Set<String> b) {
    long common = a.stream().filter(b::contains).count();
    return a.isEmpty() || b.isEmpty() ? 0 : 2.0 * common / (a.size() + b.size());
  }

  /** Lower case, one width, letters and digits only. */
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static Set<String> pairs(String plain) {
    if (plain.length() < 2) {
      return new HashSet<>(List.of(plain));
    }
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 2 <= plain.length(); i++) {
      pairs.add(plain.substring(i, i + 2));
    }
    return pairs;
  }
}
