package io.llmrec.embed.store;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.embed.store.StoreManifest.Sealed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of one encoder by item id, in a folder: put, replaced and deleted one batch at a time.
 *
 * <p>A batch is on disk when its call returns, and is there as a whole or not at all after a kill.
 * Batches are appended to segments; {@link #compact} writes anew what is still in force. Every byte
 * is under a checksum that opening compares. One writer at a time, of all processes; {@link #read}
 * works beside it. Safe for use by several threads.
 *
 * <p>Memory: about 150 bytes of heap per id; vectors are mapped.
 */
public final class EmbeddingStore implements AutoCloseable {

  /** A segment longer than this is finished, and another one begun: 1 GiB. */
  private static final long SEGMENT_BYTES = 1L << 30;

  /** Rows of one frame when a store is written anew. */
  private static final int COMPACT_ROWS = 1024;

  private final StoreFiles files;
  private final WriterLock lock;
  private Contents contents;
  private @Nullable SegmentWriter writer;
  private boolean closed;

  private EmbeddingStore(StoreFiles files, WriterLock lock, Contents contents) {
    this.files = files;
    this.lock = lock;
    this.contents = contents;
  }

  /**
   * Opens a store for writing, or starts one where the folder holds none.
   *
   * @param encoder the fingerprint of the encoder that makes the vectors
   * @throws IllegalStateException when the store is of another encoder, dimension or precision, is
   *     damaged, or is open for writing elsewhere
   */
  public static EmbeddingStore open(
      Path folder, String encoder, int dimension, VectorPrecision precision) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, was " + dimension);
    }
    StoreFiles files = new StoreFiles(folder);
    WriterLock lock = WriterLock.take(files);
    try {
      if (!files.exists()) {
        files.write(new StoreManifest(encoder, dimension, precision, List.of(), 1));
      }
      Contents contents = Contents.read(files);
      requireSame(folder, "encoder", contents.manifest().encoder(), encoder);
      requireSame(folder, "dimension", contents.manifest().dimension(), dimension);
      requireSame(folder, "precision", contents.manifest().precision(), precision);
      files.deleteOthers(contents.manifest());
      return new EmbeddingStore(files, lock, contents);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Reads what a store holds now, also while another process writes to it.
   *
   * @param encoder the fingerprint of the encoder whose vectors are wanted
   * @throws IllegalStateException when there is no store, it is of another encoder, or damaged
   */
  public static StoredVectors read(Path folder, String encoder) {
    Contents contents = Contents.read(new StoreFiles(folder));
    requireSame(folder, "encoder", contents.manifest().encoder(), encoder);
    return contents.snapshot();
  }

  /** Compares every byte of a store with its checksums; says what is wrong instead of failing. */
  public static StoreReport verify(Path folder) {
    return StoreReport.of(new StoreFiles(folder));
  }

  private static void requireSame(Path folder, String what, Object there, Object wanted) {
    if (!there.equals(wanted)) {
      throw new IllegalStateException(
          "the store in %s is of %s '%s', wanted was '%s'; vectors of two kinds cannot be compared"
              .formatted(folder, what, there, wanted));
    }
  }

  /** Puts one vector; see {@link #putAll}. */
  public void put(String id, Embedding vector) {
    putAll(Map.of(id, vector));
  }

  /**
   * Puts vectors, each in the place of the one before it under the same id.
   *
   * @throws IllegalArgumentException when a vector is of another dimension than the store; nothing
   *     is put then
   */
  public void putAll(Map<String, Embedding> vectors) {
    change(vectors, List.of());
  }

  /** Deletes the vectors of some ids; those that have none are passed over. */
  public void delete(Collection<String> ids) {
    change(Map.of(), ids);
  }

  /**
   * Puts some vectors and deletes others, all or nothing.
   *
   * @throws IllegalArgumentException when a vector is of another dimension than the store, or an id
   *     is both put and deleted; nothing is changed then
   */
  public synchronized void change(Map<String, Embedding> vectors, Collection<String> deleted) {
    requireOpen();
    int dimension = contents.manifest().dimension();
    List<Frame.Put> puts = new ArrayList<>(vectors.size());
    vectors.forEach(
        (id, vector) -> {
          if (vector.dimension() != dimension) {
            throw new IllegalArgumentException(
                "the vector of item '%s' must be of dimension %d like the store, was %d"
                    .formatted(id, dimension, vector.dimension()));
          }
          puts.add(new Frame.Put(id, vector.toArray()));
        });
    for (String id : deleted) {
      if (vectors.containsKey(id)) {
        throw new IllegalArgumentException("item '%s' is both put and deleted".formatted(id));
      }
    }
    append(puts, deleted.stream().filter(contents::contains).distinct().toList());
  }

  private void append(List<Frame.Put> puts, List<String> deletes) {
    if (puts.isEmpty() && deletes.isEmpty()) {
      return;
    }
    StoreManifest manifest = contents.manifest();
    SegmentWriter open = writer();
    open.append(Frame.encode(puts, deletes, manifest.precision(), manifest.dimension()));
    contents.readOn();
    if (open.end() >= SEGMENT_BYTES) {
      seal();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  private SegmentWriter writer() {
    SegmentWriter open = writer;
    if (open == null) {
      open = SegmentWriter.open(files.segment(contents.manifest().active()), contents.activeEnd());
      writer = open;
    }
    return open;
  }

  /** Lists the active segment with its checksum, and begins another. */
  private void seal() {
    if (writer == null) {
      return;
    }
    writer.close();
    writer = null;
    StoreManifest manifest = contents.manifest();
    int rowBytes = manifest.precision().rowBytes(manifest.dimension());
    List<Sealed> finished = new ArrayList<>(manifest.finished());
    finished.add(Segment.open(files.segment(manifest.active()), rowBytes).seal(manifest.active()));
    StoreManifest next = manifest.with(finished, manifest.active() + 1);
    files.write(next);
    contents.begin(next);
  }

  /** How many ids have a vector. */
  public synchronized int size() {
    return contents.size();
  }

  /** The vector of an id, or null. */
  public synchronized @Nullable Embedding find(String id) {
    requireOpen();
    float[] values = contents.find(id);
    return values == null ? null : Embedding.of(values);
  }

  /** All vectors as they are now, to be indexed. */
  public synchronized StoredVectors snapshot() {
    requireOpen();
    return contents.snapshot();
  }

  /** Writes anew what is in force, and deletes the segments that hold what is not. */
  public synchronized void compact() {
    requireOpen();
    if (writer != null) {
      writer.close();
      writer = null;
    }
    StoreManifest manifest = contents.manifest();
    int number = manifest.active() + 1;
    Path temporary = DurableFiles.sibling(files.segment(number));
    StoredVectors all = contents.snapshot();
    try (SegmentWriter segment = SegmentWriter.open(temporary, 0)) {
      for (int row = 0; row < all.size(); row += COMPACT_ROWS) {
        segment.append(
            Frame.encode(puts(all, row), List.of(), manifest.precision(), manifest.dimension()));
      }
    }
    DurableFiles.moveIntoPlace(temporary, files.segment(number));
    int rowBytes = manifest.precision().rowBytes(manifest.dimension());
    Sealed finished = Segment.open(files.segment(number), rowBytes).seal(number);
    files.write(manifest.with(List.of(finished), number + 1));
    contents = Contents.read(files);
    files.deleteOthers(contents.manifest());
  }

  private static List<Frame.Put> puts(StoredVectors all, int from) {
    List<Frame.Put> puts = new ArrayList<>();
    for (int row = from; row < Math.min(all.size(), from + COMPACT_ROWS); row++) {
      float[] values = new float[all.dimension()];
      all.copyTo(row, values, 0);
      puts.add(new Frame.Put(all.id(row), values));
    }
    return puts;
  }

  /** Finishes the segment; tables read from the store stay usable. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        seal();
      } finally {
        lock.close();
      }
    }
  }
}
