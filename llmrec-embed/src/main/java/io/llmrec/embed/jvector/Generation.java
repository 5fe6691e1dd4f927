package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.index.VectorTableWriter;
import io.llmrec.core.index.VectorTableWriter.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A table and its index, built of all that was there at one moment, in a folder of their own.
 *
 * @param number of the folder
 * @param table by item
 * @param index of the table
 */
record Generation(int number, ItemTable table, MaskedIndex index) {

  private static final int BATCH = 1024;

  static Path folder(Path live, int number) {
    return live.resolve("generation-" + number);
  }

  /** Copies a table of {@link ItemKeys} of at least one row to a new folder, and indexes it. */
  static Generation build(VectorTable keyed, Path live, int number, JVectorOptions options) {
    Path folder = folder(live, number);
    DurableFiles.deleteFolder(folder);
    try (VectorTableWriter writer = new VectorTableWriter(folder)) {
      for (int start = 0; start < keyed.size(); start += BATCH) {
        List<Row> rows = new ArrayList<>();
        for (int row = start; row < Math.min(keyed.size(), start + BATCH); row++) {
          rows.add(new Row(keyed.id(row), "", keyed.embedding(row)));
        }
        writer.append(rows);
      }
      writer.finish();
    }
    return open(live, number, options);
  }

  /**
   * Opens a folder, after comparing checksums.
   *
   * @throws IllegalStateException when the table is damaged
   * @throws io.llmrec.core.StageException when the index is damaged
   */
  static Generation open(Path live, int number, JVectorOptions options) {
    Path folder = folder(live, number);
    ItemTable table = new ItemTable(VectorTable.open(folder));
    Path indexFolder = folder.resolve("index");
    try {
      Files.createDirectories(indexFolder);
    } catch (IOException e) {
      throw new UncheckedIOException("could not make " + indexFolder + ": " + e, e);
    }
    VectorIndex index = JVectorIndexer.of(options).index(table, indexFolder);
    return new Generation(
        number, table, index instanceof MaskedIndex masked ? masked : new Masked(index, table));
  }

  /** An index that knows no mask, for few rows. */
  private record Masked(VectorIndex index, ItemTable table) implements MaskedIndex {

    @Override
    public List<List<Hit>> search(
        List<Embedding> queries, int limit, Predicate<String> admits, @Nullable BitSet dead) {
      // All rows of an item die together.
      return index.search(
          queries,
          limit,
          dead == null ? admits : id -> !dead.get(table.row(id)) && admits.test(id));
    }

    @Override
    public List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
      return index.search(queries, limit, admits);
    }

    @Override
    public void close() {
      index.close();
    }
  }
}
