package io.llmrec.embed.languagemodel;

import ai.djl.ndarray.NDArray;
import io.llmrec.embed.torch.TorchSession;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of the beginnings of texts, the ones used last, within a bound of memory. What is
 * found is copied, so that nobody waits for a reader and nothing in use is freed.
 *
 * <p>Safe for use by several threads.
 */
final class PrefixCache {

  /** Shorter beginnings are read as fast as they are copied. */
  static final int LEAST_TOKENS = 8;

  private static final int MAX_ENTRIES = 256;
  private static final int NUMBER_BYTES = 4;

  private final long maxBytes;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private long asked;
  private long reused;
  private boolean closed;

  /** A beginning; the first of the entries was used last. */
  private record Entry(int[] tokens, NDArray cache, long bytes) {}

  /**
   * What is known of a beginning.
   *
   * @param cache [layers, 2, 1, key heads, places, head size], filled as far as it is known
   * @param tokens how far that is
   */
  record Found(NDArray cache, int tokens) {}

  /**
   * A cache.
   *
   * @param maxBytes 0 for one that remembers nothing
   */
  PrefixCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The longest beginning that is known of these tokens, with room for so many, or null. */
  synchronized @Nullable Found find(TorchSession session, int[] tokens, int places) {
    asked += tokens.length;
    Entry best = null;
    int most = LEAST_TOKENS - 1;
    for (Entry entry : entries) {
      int same = same(entry.tokens(), tokens);
      if (same > most) {
        best = entry;
        most = same;
      }
    }
    if (best == null) {
      return null;
    }
    entries.remove(best);
    entries.addFirst(best);
    reused += most;
    return new Found(grown(session, best.cache(), most, places), most);
  }

  private static NDArray grown(TorchSession session, NDArray cache, int tokens, int places) {
    NDArray more =
        session.invoke("cache", session.wholes(new long[] {1, places - tokens}, 2)).get(0);
    NDArray all = session.invoke("grown", cache, session.wholes(new long[] {tokens}), more).get(0);
    more.close();
    return all;
  }

  private static int same(int[] first, int[] second) {
    int mismatch = Arrays.mismatch(first, second);
    return mismatch < 0 ? first.length : mismatch;
  }

  /**
   * Remembers tokens that have been read.
   *
   * @param cache of one row, which is copied
   */
  void store(TorchSession session, NDArray cache, int[] tokens) {
    long perToken = NUMBER_BYTES * cache.size() / cache.getShape().get(4);
    long size = perToken * tokens.length;
    if (tokens.length < LEAST_TOKENS || size > maxBytes || isKnown(tokens)) {
      return;
    }
    NDArray copy =
        session.invoke("first", cache, session.wholes(new long[] {tokens.length})).get(0);
    copy.detach();
    add(new Entry(tokens.clone(), copy, size));
  }

  private synchronized boolean isKnown(int[] tokens) {
    return entries.stream().anyMatch(entry -> same(entry.tokens(), tokens) == tokens.length);
  }

  private synchronized void add(Entry entry) {
    if (closed) {
      entry.cache().close();
      return;
    }
    removeBeginningsOf(entry.tokens());
    entries.addFirst(entry);
    bytes += entry.bytes();
    while (bytes > maxBytes || entries.size() > MAX_ENTRIES) {
      free(entries.removeLast());
    }
  }

  private void removeBeginningsOf(int[] tokens) {
    for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
      Entry entry = all.next();
      if (same(entry.tokens(), tokens) == entry.tokens().length) {
        all.remove();
        free(entry);
      }
    }
  }

  private void free(Entry entry) {
    entry.cache().close();
    bytes -= entry.bytes();
  }

  synchronized PrefixUse use() {
    long remembered = entries.stream().mapToLong(entry -> entry.tokens().length).sum();
    return new PrefixUse(asked, reused, remembered, bytes);
  }

  /** Forgets everything. */
  synchronized void close() {
    closed = true;
    entries.forEach(this::free);
    entries.clear();
  }
}
