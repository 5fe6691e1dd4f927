package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.store.EmbeddingStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store, the graph in force and what changed since. Changes come one after the other; the view
 * is replaced at once and never changed.
 */
final class LiveState {

  /** The graph is built anew when this share of its rows is waiting outside of it, or is dead. */
  private static final double WAITING_SHARE = 0.05;

  private static final double DEAD_SHARE = 0.2;

  private final Path folder;
  private final EmbeddingStore store;
  private final LiveOptions options;
  private final int dimension;

  /** How many vectors each item has. */
  private final Map<String, Integer> parts = new HashMap<>();

  /** Rows of the delta by item. */
  private Map<String, int[]> waiting = new HashMap<>();

  /** Items changed since the build under way began; null when there is none. */
  private @Nullable Set<String> changed;

  private int mostVectors = 1;
  private int notBefore;
  private boolean closed;
  private volatile LiveView view;

  private LiveState(Path folder, EmbeddingStore store, int dimension, LiveOptions options) {
    this.folder = folder;
    this.store = store;
    this.options = options;
    this.dimension = dimension;
    this.view = new LiveView(null, new BitSet(), Delta.empty(dimension), 1);
  }

  static LiveState open(Path folder, EmbeddingStore store, LiveOptions options) {
    VectorTable stored = store.snapshot();
    LiveState state = new LiveState(folder, store, stored.dimension(), options);
    ItemTable items = new ItemTable(stored);
    for (int row = 0; row < items.size(); row++) {
      state.count(items.id(row), items.rows(items.id(row)).length);
    }
    int number = state.current();
    deleteOthers(folder, number);
    boolean there = Files.exists(Generation.folder(folder, number));
    state.compare(there ? Generation.open(folder, number, options.index()) : null, items);
    return state;
  }

  private void count(String id, int vectors) {
    if (vectors == 0) {
      parts.remove(id);
    } else {
      parts.put(id, vectors);
      mostVectors = Math.max(mostVectors, vectors);
    }
  }

  /** The number of the generation in force, 0 for none. */
  private int current() {
    Path file = folder.resolve("current");
    try {
      return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException(
          file + " is damaged; delete it, and the graph is built again from the store", e);
    }
  }

  private static void deleteOthers(Path folder, int number) {
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.toList()) {
        if (String.valueOf(child.getFileName()).startsWith("generation-")
            && !child.equals(Generation.folder(folder, number))) {
          DurableFiles.deleteFolder(child);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Windows keeps files that are mapped; the next opening tries again.
    }
  }

  /** Takes over from a generation the items whose vectors are those of the store. */
  private void compare(@Nullable Generation base, ItemTable items) {
    Set<String> different = new HashSet<>();
    for (int row = 0; row < items.size(); row++) {
      String id = items.id(row);
      if (base == null || !same(base.table(), items, id)) {
        different.add(id);
      }
    }
    BitSet dead = new BitSet();
    if (base != null) {
      for (int row = 0; row < base.table().size(); row++) {
        String id = base.table().id(row);
        dead.set(row, different.contains(id) || items.row(id) < 0);
      }
    }
    replace(base, dead, different);
  }

  private static boolean same(ItemTable base, ItemTable items, String id) {
    int[] there = base.rows(id);
    int[] wanted = items.rows(id);
    if (there.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < there.length; i++) {
      if (!base.embedding(there[i]).equals(items.embedding(wanted[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Puts a generation in force, with the items outside of it as the store has them. */
  private void replace(@Nullable Generation base, BitSet dead, Set<String> outside) {
    waiting = new HashMap<>();
    Delta delta = Delta.empty(dimension);
    for (String id : outside) {
      for (int part = 0; part < parts.getOrDefault(id, 0); part++) {
        Embedding vector = store.find(ItemKeys.key(id, part));
        if (vector == null) {
          throw new IllegalStateException("the store has no vector %d of '%s'".formatted(part, id));
        }
        delta = add(delta, id, vector);
      }
    }
    notBefore = 0;
    view = new LiveView(base, dead, delta, mostVectors);
  }

  private Delta add(Delta delta, String id, Embedding vector) {
    waiting.merge(id, new int[] {delta.size()}, ItemTable::append);
    return delta.with(id, vector);
  }

  /** Replaces the vectors of items; an item with none is deleted. */
  synchronized void change(Map<String, List<Embedding>> items) {
    Map<String, Embedding> puts = new LinkedHashMap<>();
    List<String> deletes = new ArrayList<>();
    items.forEach(
        (id, vectors) -> {
          for (int part = 0; part < vectors.size(); part++) {
            puts.put(ItemKeys.key(id, part), vectors.get(part));
          }
          for (int part = vectors.size(); part < parts.getOrDefault(id, 0); part++) {
            deletes.add(ItemKeys.key(id, part));
          }
        });
    store.change(puts, deletes);
    items.forEach((id, vectors) -> count(id, vectors.size()));
    show(items);
    if (changed != null) {
      changed.addAll(items.keySet());
    }
  }

  private void show(Map<String, List<Embedding>> items) {
    LiveView old = view;
    BitSet dead = (BitSet) old.dead().clone();
    BitSet replaced = new BitSet();
    for (String id : items.keySet()) {
      if (old.base() != null) {
        for (int row : old.base().table().rows(id)) {
          dead.set(row);
        }
      }
      int[] rows = waiting.remove(id);
      if (rows != null) {
        Arrays.stream(rows).forEach(replaced::set);
      }
    }
    Delta delta = old.delta().without(replaced);
    for (Map.Entry<String, List<Embedding>> item : items.entrySet()) {
      for (Embedding vector : item.getValue()) {
        delta = add(delta, item.getKey(), vector);
      }
    }
    view = new LiveView(old.base(), dead, delta, mostVectors);
  }

  /** Whether so much has changed that the graph should be built anew. */
  synchronized boolean isRebuildDue() {
    LiveView now = view;
    if (now.delta().size() < notBefore) {
      return false;
    }
    int inGraph = now.base() == null ? 0 : now.base().table().size();
    return now.delta().size() > Math.max(options.rebuildAfter(), inGraph * WAITING_SHARE)
        || now.dead().cardinality() > Math.max(options.rebuildAfter(), inGraph * DEAD_SHARE);
  }

  /** Builds a generation of what the store holds now, and puts it in force. */
  void rebuild() {
    VectorTable stored;
    int number;
    synchronized (this) {
      changed = new HashSet<>();
      stored = store.snapshot();
      number = current() + 1;
    }
    Generation built = build(stored, number);
    synchronized (this) {
      if (closed) {
        return;
      }
      Set<String> outside = changed == null ? Set.of() : changed;
      changed = null;
      BitSet dead = new BitSet();
      if (built != null) {
        outside.forEach(id -> mask(built.table(), id, dead));
      }
      DurableFiles.write(folder.resolve("current"), Integer.toString(number));
      replace(built, dead, outside);
      // The one before may still be searched; its files live on while they are mapped.
      deleteOthers(folder, number);
    }
  }

  private @Nullable Generation build(VectorTable stored, int number) {
    if (stored.size() == 0) {
      return null;
    }
    boolean done = false;
    try {
      Generation built = Generation.build(stored, folder, number, options.index());
      done = true;
      return built;
    } finally {
      if (!done) {
        giveUp();
      }
    }
  }

  /** Not tried again before as many changes again have gathered. */
  private synchronized void giveUp() {
    changed = null;
    notBefore = view.delta().size() + options.rebuildAfter();
  }

  private static void mask(ItemTable table, String id, BitSet dead) {
    for (int row : table.rows(id)) {
      dead.set(row);
    }
  }

  LiveView view() {
    return view;
  }

  int dimension() {
    return dimension;
  }

  synchronized int items() {
    return parts.size();
  }

  /** All vectors, by item. */
  VectorTable table() {
    return new ItemTable(store.snapshot());
  }

  synchronized void close() {
    closed = true;
    store.close();
  }
}
