package io.llmrec.embed.store;

import io.llmrec.embed.file.MappedFile;
import io.llmrec.embed.store.StoreManifest.Sealed;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the newest vector of each id lies. Not safe for use by several threads. */
final class Contents {

  private static final int OFFSET_BITS = 40;

  private static final int READ_TRIES = 5;

  private final StoreFiles files;
  private StoreManifest manifest;
  private final int rowBytes;

  /** Segment number and offset by id, in the order in which the ids were first put. */
  private final Map<String, Long> places = new LinkedHashMap<>();

  private final Map<Integer, Segment> segments = new LinkedHashMap<>();
  private long activeEnd;

  Contents(StoreFiles files, StoreManifest manifest) {
    this.files = files;
    this.manifest = manifest;
    this.rowBytes = manifest.precision().rowBytes(manifest.dimension());
  }

  /**
   * Reads all segments; again where a writer replaced them in the meantime.
   *
   * @throws IllegalStateException when one is missing or damaged
   */
  static Contents read(StoreFiles files) {
    for (int tries = 1; ; tries++) {
      StoreManifest manifest = files.manifest();
      try {
        Contents contents = new Contents(files, manifest);
        contents.readAll();
        return contents;
      } catch (IllegalStateException e) {
        if (tries == READ_TRIES || files.manifest().equals(manifest)) {
          throw e;
        }
      }
    }
  }

  private void readAll() {
    for (Sealed finished : manifest.finished()) {
      Segment segment = Segment.open(files.segment(finished.number()), rowBytes);
      if (segment.bytes().size() != finished.bytes()) {
        throw StoreFiles.damaged(
            segment.file(),
            "it should have %d bytes, has %d".formatted(finished.bytes(), segment.bytes().size()),
            null);
      }
      segments.put(finished.number(), segment);
      if (segment.read(0, changes(finished.number())) != finished.bytes()) {
        throw StoreFiles.damaged(segment.file(), "its last frame is cut off", null);
      }
    }
    if (Files.exists(files.segment(manifest.active()))) {
      activeEnd = active().read(0, changes(manifest.active()));
    }
  }

  private Segment active() {
    Segment segment = Segment.open(files.segment(manifest.active()), rowBytes);
    segments.put(manifest.active(), segment);
    return segment;
  }

  private Segment.Changes changes(int number) {
    return new Segment.Changes() {
      @Override
      public void put(String id, long offset) {
        places.put(id, (long) number << OFFSET_BITS | offset);
      }

      @Override
      public void delete(String id) {
        places.remove(id);
      }
    };
  }

  /** Takes in what was appended to the active segment since it was read. */
  void readOn() {
    activeEnd = active().read(activeEnd, changes(manifest.active()));
  }

  /** What the manifest says now; the active segment of the one before is finished. */
  void begin(StoreManifest next) {
    manifest = next;
    activeEnd = 0;
  }

  /** The bytes of whole frames in the active segment. */
  long activeEnd() {
    return activeEnd;
  }

  StoreManifest manifest() {
    return manifest;
  }

  int size() {
    return places.size();
  }

  boolean contains(String id) {
    return places.containsKey(id);
  }

  /** Copies a vector, or gives null when there is none. */
  float @Nullable [] find(String id) {
    Long place = places.get(id);
    if (place == null) {
      return null;
    }
    float[] values = new float[manifest.dimension()];
    MappedFile bytes = bytes(place);
    manifest.precision().read(bytes, place & offsetMask(), values, 0, values.length);
    return values;
  }

  private MappedFile bytes(long place) {
    return Objects.requireNonNull(segments.get((int) (place >>> OFFSET_BITS))).bytes();
  }

  private static long offsetMask() {
    return (1L << OFFSET_BITS) - 1;
  }

  /** All vectors as they are now. */
  StoredVectors snapshot() {
    String[] ids = new String[places.size()];
    long[] offsets = new long[ids.length];
    MappedFile[] owners = new MappedFile[ids.length];
    int row = 0;
    for (Map.Entry<String, Long> entry : places.entrySet()) {
      ids[row] = entry.getKey();
      offsets[row] = entry.getValue() & offsetMask();
      owners[row] = bytes(entry.getValue());
      row++;
    }
    return new StoredVectors(manifest, ids, owners, offsets);
  }
}
