package io.llmrec.prompt.wrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines by key, the oldest of which give way to new ones; in a file or in memory.
 *
 * <p>Safe for use by several threads. A failure to write is logged once and leaves the line out.
 */
final class ReplyStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyStore.class);

  private final String name;
  private final MVStore store;
  private final MVMap<String, String> lines;
  private final MVMap<Long, String> order;
  private final int maxEntries;
  private boolean warned;

  private ReplyStore(String name, MVStore store, int maxEntries) {
    this.name = name;
    this.store = store;
    this.maxEntries = maxEntries;
    this.lines =
        store.openMap(
            "lines",
            new MVMap.Builder<String, String>()
                .keyType(StringDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE));
    this.order =
        store.openMap(
            "order",
            new MVMap.Builder<Long, String>()
                .keyType(LongDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE));
  }

  /**
   * Opens a store.
   *
   * @param file where it is kept, or null for memory
   * @throws UncheckedIOException when the file is no store, cannot be written or is in use
   */
  static ReplyStore open(@Nullable Path file, int maxEntries) {
    String name = file == null ? "memory" : file.toString();
    MVStore.Builder builder = new MVStore.Builder();
    try {
      if (file != null) {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder == null ? file.toAbsolutePath() : folder);
        builder.fileName(name);
      }
      return new ReplyStore(name, builder.open(), maxEntries);
    } catch (IOException e) {
      throw new UncheckedIOException("cache '" + name + "' cannot be opened", e);
    } catch (MVStoreException e) {
      throw new UncheckedIOException(
          "cache '%s' cannot be opened: %s".formatted(name, e.getMessage()), new IOException(e));
    }
  }

  /** The line of a key, or null. */
  @Nullable String get(String key) {
    try {
      return lines.get(key);
    } catch (MVStoreException e) {
      warn(e);
      return null;
    }
  }

  /** Keeps a line. */
  synchronized void put(String key, String line) {
    try {
      if (lines.put(key, line) == null) {
        Long last = order.lastKey();
        order.put(last == null ? 0L : last + 1, key);
      }
      while (lines.sizeAsLong() > maxEntries) {
        dropOldest();
      }
    } catch (MVStoreException e) {
      warn(e);
    }
  }

  /** Forgets the line of a key. */
  synchronized void remove(String key) {
    lines.remove(key);
  }

  /** Forgets all lines. */
  synchronized void clear() {
    lines.clear();
    order.clear();
    store.compactFile(1000);
  }

  int size() {
    return lines.size();
  }

  @Override
  public synchronized void close() {
    store.close();
  }

  private void dropOldest() {
    Long first = order.firstKey();
    if (first == null) {
      lines.clear();
      return;
    }
    String key = order.remove(first);
    if (key != null) {
      lines.remove(key);
    }
  }

  private synchronized void warn(MVStoreException e) {
    if (!warned) {
      LOG.warn("cache '{}' failed and is passed over: {}", name, e.toString());
      warned = true;
    }
  }
}
