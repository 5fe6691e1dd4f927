package io.llmrec.embed.jvector;

/** The key of one of an item's vectors: its id, a separator, the vector's number. */
final class ItemKeys {

  /** Ids may contain it, too: only the last one counts. */
  private static final char SEPARATOR = '\u001f';

  private ItemKeys() {}

  static String key(String id, int part) {
    return id + SEPARATOR + part;
  }

  static String id(String key) {
    int end = key.lastIndexOf(SEPARATOR);
    if (end < 0) {
      throw new IllegalStateException(
          "the store's key '%s' was not written by this index".formatted(key));
    }
    return key.substring(0, end);
  }
}
