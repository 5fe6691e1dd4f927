package io.llmrec.core.index;

import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.file.Escapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A table in memory-mapped files, checked against their checksums when it is opened; see {@link
 * VectorTable#open}.
 */
final class MappedVectorTable implements VectorTable {

  private final String contentHash;
  private final int dimension;
  private final String[] ids;
  private final Map<String, Integer> rowsById;
  private final MappedRows rows;
  private volatile boolean closed;

  private MappedVectorTable(String contentHash, int dimension, String[] ids, MappedRows rows) {
    this.contentHash = contentHash;
    this.dimension = dimension;
    this.ids = ids;
    this.rows = rows;
    this.rowsById = new HashMap<>(ids.length * 4 / 3 + 1);
    for (int row = 0; row < ids.length; row++) {
      rowsById.put(ids[row], row);
    }
  }

  static VectorTable open(Path folder) {
    TableFiles files = new TableFiles(folder);
    try {
      return new Opening(files).open();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the vector table in " + folder + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The checks of one opening. */
  private record Opening(TableFiles files) {

    MappedVectorTable open() throws IOException {
      if (!Files.exists(files.meta())) {
        throw new IOException(files.meta().getFileName() + " is missing, so it was never finished");
      }
      Map<String, String> meta = meta();
      int size = Integer.parseInt(field(meta, "size"));
      int dimension = Integer.parseInt(field(meta, "dimension"));
      check(files.rows(), field(meta, "rows"), (long) size * dimension * Float.BYTES);
      check(files.ids(), field(meta, "ids"), Files.size(files.ids()));
      String[] ids = ids(size);
      return new MappedVectorTable(
          field(meta, "content"), dimension, ids, MappedRows.map(files.rows(), size, dimension));
    }

    private Map<String, String> meta() throws IOException {
      return Files.readString(files.meta(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("=", 2))
          .filter(pair -> pair.length == 2)
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b));
    }

    private static String field(Map<String, String> meta, String name) throws IOException {
      String value = meta.get(name);
      if (value == null) {
        throw new IOException("table.properties has no field '" + name + "'");
      }
      return value;
    }

    private static void check(Path file, String checksum, long size) throws IOException {
      if (Files.size(file) != size) {
        throw new IOException(
            "%s has %d bytes instead of %d".formatted(file.getFileName(), Files.size(file), size));
      }
      if (!"%08x".formatted(DurableFiles.checksum(file)).equals(checksum)) {
        throw new IOException(file.getFileName() + " does not match its checksum");
      }
    }

    private String[] ids(int size) throws IOException {
      List<String> lines = Files.readAllLines(files.ids(), StandardCharsets.UTF_8);
      if (lines.size() != size) {
        throw new IOException("ids.tsv has %d lines instead of %d".formatted(lines.size(), size));
      }
      return lines.stream()
          .map(line -> Escapes.unescape(line.substring(0, line.indexOf('\t'))))
          .toArray(String[]::new);
    }
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public String id(int row) {
    return ids[row];
  }

  @Override
  public int row(String id) {
    return Objects.requireNonNullElse(rowsById.get(id), -1);
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    if (closed) {
      throw new IllegalStateException("the vector table is closed");
    }
    rows.copyTo(row, target, offset);
  }

  @Override
  public String contentHash() {
    return contentHash;
  }

  @Override
  public void close() {
    closed = true;
  }
}
