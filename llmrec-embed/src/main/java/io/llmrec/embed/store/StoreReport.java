package io.llmrec.embed.store;

import io.llmrec.embed.store.StoreManifest.Sealed;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check of a store's files found.
 *
 * @param encoder the fingerprint of the encoder, empty when the manifest cannot be read
 * @param items how many ids have a vector, 0 when there are problems
 * @param bytes of all segments that could be read
 * @param problems each names a file and what is wrong; empty when every byte is as it was written
 */
public record StoreReport(String encoder, int items, long bytes, List<String> problems) {

  /** Copies the list. */
  public StoreReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean ok() {
    return problems.isEmpty();
  }

  static StoreReport of(StoreFiles files) {
    StoreManifest manifest;
    try {
      manifest = files.manifest();
    } catch (IllegalStateException e) {
      return new StoreReport("", 0, 0, List.of(String.valueOf(e.getMessage())));
    }
    List<String> problems = new ArrayList<>();
    int rowBytes = manifest.precision().rowBytes(manifest.dimension());
    long bytes = 0;
    for (Sealed wanted : manifest.finished()) {
      try {
        Sealed found = Segment.open(files.segment(wanted.number()), rowBytes).seal(wanted.number());
        bytes += found.bytes();
        if (!found.equals(wanted)) {
          problems.add(
              "%s should be '%s' (number, bytes, crc32c), is '%s'"
                  .formatted(files.segment(wanted.number()), wanted, found));
        }
      } catch (IllegalStateException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    int items = 0;
    try {
      Contents contents = Contents.read(files);
      items = contents.size();
      bytes += contents.activeEnd();
    } catch (IllegalStateException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return new StoreReport(manifest.encoder(), problems.isEmpty() ? items : 0, bytes, problems);
  }
}
