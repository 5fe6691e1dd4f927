package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.RecallReport;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.embed.store.EmbeddingStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index that changes while it serves: items are added, replaced and deleted by id, each with one
 * vector or several.
 *
 * <p>A change is on disk and seen by every later search when its call returns; a search sees all of
 * a batch or none of it. New vectors wait outside of the graph and are compared one by one; deleted
 * ones are masked. When many have gathered, the graph is built anew on a thread of this index, and
 * put in place at once while searches go on. The vectors are kept by an {@link EmbeddingStore}, the
 * graph beside it; after a kill the last finished graph is opened, and what changed since is found
 * in the store. Every file is under a checksum that opening compares.
 *
 * <p>An item with several vectors is found by the best of them, once. Filters may be any predicate
 * over item ids; {@link io.llmrec.core.index.AllowList} and {@link
 * io.llmrec.core.index.CategoryFilter} are the fast ones.
 *
 * <p>Safe for use by several threads; one index at a time per folder, of all processes.
 */
public final class LiveIndex implements VectorIndex {

  private static final Logger LOGGER = LoggerFactory.getLogger(LiveIndex.class);

  private final LiveState state;
  private final ExecutorService rebuilder =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "llmrec-live-index");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicBoolean rebuilding = new AtomicBoolean();
  private volatile boolean closed;

  private LiveIndex(LiveState state) {
    this.state = state;
  }

  /**
   * Opens the index in a folder, or starts an empty one.
   *
   * @param encoder the fingerprint of the encoder that makes the vectors
   * @throws IllegalStateException when the folder holds vectors of another encoder or dimension, is
   *     in use, or is damaged; the message says which file, and what to do
   * @throws io.llmrec.core.StageException when the graph is damaged
   */
  public static LiveIndex open(Path folder, String encoder, int dimension, LiveOptions options) {
    EmbeddingStore store =
        EmbeddingStore.open(folder.resolve("store"), encoder, dimension, options.precision());
    try {
      return new LiveIndex(LiveState.open(folder, store, options));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Adds an item, or replaces its vectors. */
  public void put(String id, Embedding vector) {
    putAll(Map.of(id, List.of(vector)));
  }

  /**
   * Adds items, or replaces their vectors.
   *
   * @param vectors by item, at least one each
   * @throws IllegalArgumentException when an item has none, or one is of another dimension; nothing
   *     is changed then
   */
  public void putAll(Map<String, List<Embedding>> vectors) {
    vectors.forEach(
        (id, some) -> {
          if (some.isEmpty()) {
            throw new IllegalArgumentException(
                "item '%s' must have at least 1 vector, was given none".formatted(id));
          }
        });
    change(new LinkedHashMap<>(vectors));
  }

  /** Deletes items; those that are not there are passed over. */
  public void delete(Collection<String> ids) {
    Map<String, List<Embedding>> none = new LinkedHashMap<>();
    ids.forEach(id -> none.put(id, List.of()));
    change(none);
  }

  private void change(Map<String, List<Embedding>> vectors) {
    requireOpen();
    state.change(vectors);
    if (state.isRebuildDue()) {
      rebuild()
          .exceptionally(
              e -> {
                LOGGER.warn("the graph could not be built anew; the old one serves on", e);
                return null;
              });
    }
  }

  /**
   * Builds the graph anew in the background, with all that is there now; one build at a time.
   *
   * @return done when the new graph serves, at once when a build is under way; fails with what the
   *     build threw
   */
  public CompletableFuture<Void> rebuild() {
    requireOpen();
    if (!rebuilding.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(
        () -> {
          try {
            state.rebuild();
          } finally {
            rebuilding.set(false);
          }
        },
        rebuilder);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the index is closed");
    }
  }

  /** How many items there are. */
  public int size() {
    return state.items();
  }

  @Override
  public List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
    requireOpen();
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    for (Embedding query : queries) {
      if (query.dimension() != state.dimension()) {
        throw new IllegalArgumentException(
            "query must be of dimension %d like the index, was %d"
                .formatted(state.dimension(), query.dimension()));
      }
    }
    return state.view().search(queries, limit, admits);
  }

  /**
   * Compares searches with a scan of all vectors, on a sample of them; see {@link RecallReport}.
   *
   * @throws IllegalArgumentException when there are fewer than 2 vectors
   */
  public RecallReport checkRecall(int queries, int limit, long seed) {
    requireOpen();
    return RecallReport.measure(this, state.table(), queries, limit, seed);
  }

  /** Gives up a build under way, for which it waits up to half a minute, and frees the folder. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    state.close();
    rebuilder.shutdownNow();
    try {
      if (!rebuilder.awaitTermination(30, TimeUnit.SECONDS)) {
        LOGGER.warn("a graph is still being built after its index was closed; it will not be used");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
