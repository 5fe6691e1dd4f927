package io.llmrec.core.index;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.file.Escapes;
import io.llmrec.core.fingerprint.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a {@link VectorTable} to a folder, batch by batch.
 *
 * <p>Each batch is on disk when {@link #append} returns; after a kill, {@link VectorCache} finds
 * the finished batches again. Only {@link #finish} makes the folder a table that {@link
 * VectorTable#open} accepts. Not safe for use by several threads.
 */
public final class VectorTableWriter implements AutoCloseable {

  private final TableFiles files;
  private final FileChannel rows;
  private final FileChannel ids;
  private final Fingerprint hash = new Fingerprint();
  private int size;
  private int dimension;

  /**
   * Starts a table in an empty or missing folder.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public VectorTableWriter(Path folder) {
    files = new TableFiles(folder);
    try {
      Files.createDirectories(folder);
      rows =
          FileChannel.open(files.rows(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      ids = FileChannel.open(files.ids(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("could not start a vector table in " + folder + ": " + e, e);
    }
  }

  /**
   * One row.
   *
   * @param id the item
   * @param key tells by what the vector was made and from what: with the same key it need not be
   *     made again
   * @param vector the embedding
   */
  public record Row(String id, String key, Embedding vector) {}

  /**
   * Adds rows.
   *
   * @throws IllegalArgumentException when a vector is not of the dimension of the first; none of
   *     the rows is added then
   */
  public void append(List<Row> batch) {
    if (batch.isEmpty()) {
      return;
    }
    checkDimensions(batch);
    if (dimension == 0) {
      dimension = batch.get(0).vector().dimension();
      DurableFiles.write(files.dimension(), Integer.toString(dimension));
    }
    StringBuilder lines = new StringBuilder();
    ByteBuffer block = ByteBuffer.allocate(batch.size() * dimension * Float.BYTES);
    for (Row row : batch) {
      byte[] bytes = TableFiles.bytes(row.vector().toArray());
      TableFiles.addTo(hash, row.id(), bytes);
      block.put(bytes);
      lines
          .append(Escapes.escape(row.id()))
          .append('\t')
          .append(Escapes.escape(row.key()))
          .append('\n');
    }
    write(rows, block.flip());
    write(ids, ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
    size += batch.size();
  }

  private void checkDimensions(List<Row> batch) {
    int expected = dimension == 0 ? batch.get(0).vector().dimension() : dimension;
    for (Row row : batch) {
      if (row.vector().dimension() != expected) {
        throw new IllegalArgumentException(
            "the vector of item '%s' has %d dimensions, those before it %d"
                .formatted(row.id(), row.vector().dimension(), expected));
      }
    }
  }

  private void write(FileChannel channel, ByteBuffer bytes) {
    try {
      DurableFiles.writeFully(channel, bytes);
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write vectors in " + files.folder() + ": " + e, e);
    }
  }

  /**
   * Completes the table.
   *
   * @throws IllegalStateException when it has no rows
   */
  public void finish() {
    if (size == 0) {
      throw new IllegalStateException("a vector table needs at least 1 row, was given none");
    }
    close();
    DurableFiles.write(
        files.meta(),
        "format=1\nsize=%d\ndimension=%d\nrows=%08x\nids=%08x\ncontent=%s\n"
            .formatted(
                size,
                dimension,
                DurableFiles.checksum(files.rows()),
                DurableFiles.checksum(files.ids()),
                hash.add(size).add(dimension).hex()));
  }

  @Override
  public void close() {
    try {
      rows.close();
      ids.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not close the vector table in " + files.folder() + ": " + e, e);
    }
  }
}
