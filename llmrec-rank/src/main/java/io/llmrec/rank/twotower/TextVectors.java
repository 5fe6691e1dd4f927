package io.llmrec.rank.twotower;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the host's encoders, and checks that vectors of one name keep one dimension.
 *
 * @param inputs the encoders
 * @param items dimensions of items' vectors by name
 * @param users dimensions of users' vectors by name
 */
record TextVectors(TowerInputs inputs, Map<String, Integer> items, Map<String, Integer> users) {

  private static final int CHUNK = 256;

  /** Learns the dimensions from a first item and user. */
  static TextVectors of(TowerInputs inputs, Item item, Iterable<UserContext> some) {
    Map<String, Integer> items = new LinkedHashMap<>();
    inputs
        .itemVectors()
        .forEach(
            (name, encoder) ->
                items.put(name, encoded(name, encoder, List.of(item)).get(0).dimension()));
    Map<String, Integer> users = new LinkedHashMap<>();
    inputs
        .userVectors()
        .forEach((name, encoder) -> users.put(name, dimension(name, encoder, some)));
    return new TextVectors(inputs, items, users);
  }

  private static int dimension(String name, UserEncoder encoder, Iterable<UserContext> some) {
    for (UserContext user : some) {
      Optional<Embedding> vector = encoded(name, encoder, List.of(user)).get(0);
      if (vector.isPresent()) {
        return vector.get().dimension();
      }
    }
    throw new IllegalArgumentException("no user has a vector '%s'".formatted(name));
  }

  private static List<Embedding> encoded(String name, ItemEncoder encoder, List<Item> items) {
    List<Embedding> vectors = encoder.encode(items);
    if (vectors.size() != items.size()) {
      throw new IllegalArgumentException(
          "the encoder of item vectors '%s' gave %d vectors for %d items"
              .formatted(name, vectors.size(), items.size()));
    }
    return vectors;
  }

  private static List<Optional<Embedding>> encoded(
      String name, UserEncoder encoder, List<UserContext> users) {
    List<Optional<Embedding>> vectors = encoder.encode(users);
    if (vectors.size() != users.size()) {
      throw new IllegalArgumentException(
          "the encoder of user vectors '%s' gave %d vectors for %d users"
              .formatted(name, vectors.size(), users.size()));
    }
    return vectors;
  }

  /** For each item its vectors, in the order of the names. */
  List<List<float[]>> ofItems(List<Item> all) {
    List<List<float[]>> rows = empty(all.size());
    inputs
        .itemVectors()
        .forEach(
            (name, encoder) -> {
              for (int from = 0; from < all.size(); from += CHUNK) {
                List<Item> some = all.subList(from, Math.min(all.size(), from + CHUNK));
                List<Embedding> vectors = encoded(name, encoder, some);
                for (int i = 0; i < some.size(); i++) {
                  rows.get(from + i).add(checked(name, vectors.get(i), items));
                }
              }
            });
    return rows;
  }

  /** For each user their vectors, in the order of the names; all 0 where there is none. */
  List<List<float[]>> ofUsers(List<UserContext> all) {
    List<List<float[]>> rows = empty(all.size());
    inputs
        .userVectors()
        .forEach(
            (name, encoder) -> {
              for (int from = 0; from < all.size(); from += CHUNK) {
                List<UserContext> some = all.subList(from, Math.min(all.size(), from + CHUNK));
                List<Optional<Embedding>> vectors = encoded(name, encoder, some);
                for (int i = 0; i < some.size(); i++) {
                  rows.get(from + i)
                      .add(
                          vectors
                              .get(i)
                              .map(vector -> checked(name, vector, users))
                              .orElseGet(() -> new float[users.getOrDefault(name, 0)]));
                }
              }
            });
    return rows;
  }

  private static List<List<float[]>> empty(int count) {
    List<List<float[]>> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(new ArrayList<>());
    }
    return rows;
  }

  private static float[] checked(String name, Embedding vector, Map<String, Integer> dimensions) {
    int wanted = dimensions.getOrDefault(name, 0);
    if (vector.dimension() != wanted) {
      throw new IllegalArgumentException(
          "vectors '%s' must have the dimension %d, one has %d"
              .formatted(name, wanted, vector.dimension()));
    }
    return vector.toArray();
  }
}
