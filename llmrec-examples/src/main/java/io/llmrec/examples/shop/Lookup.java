package io.llmrec.examples.shop;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks up what must be there. */
final class Lookup {

  private static final int KEYS_TO_NAME = 30;

  private Lookup() {}

  /**
   * The value of a key.
   *
   * @throws IllegalStateException when there is none, naming the keys there are
   */
  static <K, V> V in(Map<K, V> map, K key) {
    @Nullable V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("no '%s' among %s".formatted(key, someKeys(map)));
    }
    return value;
  }

  private static String someKeys(Map<?, ?> map) {
    String keys =
        map.keySet().stream()
            .limit(KEYS_TO_NAME)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return map.size() > KEYS_TO_NAME ? map.size() + " keys: " + keys + ", ..." : keys;
  }
}
