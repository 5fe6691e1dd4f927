package io.llmrec.core;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.index.VectorCache;
import io.llmrec.core.index.VectorTableWriter;
import io.llmrec.core.index.VectorTableWriter.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes all items into a table, asking only for vectors that are not in the cache. */
final class EncodeRun {

  /** A kill loses at most the vectors of one batch. */
  private static final int BATCH = 64;

  private final ItemEncoder encoder;
  private final String identity;
  private final VectorCache cache;
  private final Progress progress;

  /**
   * A run.
   *
   * @param identity names the encoder: a vector is used again only under the same name
   */
  EncodeRun(ItemEncoder encoder, String identity, VectorCache cache, Progress progress) {
    this.encoder = encoder;
    this.identity = identity;
    this.cache = cache;
    this.progress = progress;
  }

  void write(List<Item> items, VectorTableWriter table) {
    StepProgress counter = new StepProgress("encode", items.size(), progress);
    for (int start = 0; start < items.size(); start += BATCH) {
      List<Item> batch = items.subList(start, Math.min(items.size(), start + BATCH));
      append(table, rows(batch, counter));
    }
  }

  private static void append(VectorTableWriter table, List<Row> rows) {
    try {
      table.append(rows);
    } catch (IllegalArgumentException e) {
      throw new StageException("encode", String.valueOf(e.getMessage()), e);
    }
  }

  private List<Row> rows(List<Item> batch, StepProgress counter) {
    List<String> keys = new ArrayList<>();
    List<@Nullable Embedding> vectors = new ArrayList<>();
    List<Item> missing = new ArrayList<>();
    for (Item item : batch) {
      String key = Fingerprint.of(identity, ItemHash.of(item));
      Embedding known = cache.find(key);
      keys.add(key);
      vectors.add(known);
      if (known == null) {
        missing.add(item);
      }
    }
    counter.reused(batch.size() - missing.size());
    List<Embedding> made = encode(missing);
    List<Row> rows = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < batch.size(); i++) {
      Embedding known = vectors.get(i);
      rows.add(new Row(batch.get(i).id(), keys.get(i), known == null ? made.get(next++) : known));
    }
    if (!missing.isEmpty()) {
      counter.made(missing.size());
    }
    return rows;
  }

  private List<Embedding> encode(List<Item> items) {
    if (items.isEmpty()) {
      return List.of();
    }
    List<Embedding> vectors = tryEncode(items);
    if (vectors.size() != items.size()) {
      throw new StageException(
          "encode", "%d items in, %d vectors out".formatted(items.size(), vectors.size()));
    }
    for (int i = 0; i < vectors.size(); i++) {
      if (vectors.get(i) == null) {
        throw new StageException("encode", name(items.get(i)) + " got no vector but null");
      }
    }
    return vectors;
  }

  private List<Embedding> tryEncode(List<Item> items) {
    try {
      return encoder.encode(items);
    } catch (RuntimeException e) {
      throw new StageException("encode", culprit(items) + ": " + e.getMessage(), e);
    }
  }

  /** Asks for each item alone, so that the error names the one that cannot be encoded. */
  private String culprit(List<Item> items) {
    for (Item item : items) {
      try {
        encoder.encode(List.of(item));
      } catch (RuntimeException e) {
        return name(item);
      }
    }
    return "items '%s' to '%s'".formatted(items.get(0).id(), items.get(items.size() - 1).id());
  }

  private static String name(Item item) {
    return "item '" + item.id() + "' (" + item.title() + ")";
  }
}
