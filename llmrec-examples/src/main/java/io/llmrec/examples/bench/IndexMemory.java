package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.index.VectorTableWriter;
import io.llmrec.core.index.VectorTableWriter.Row;
import io.llmrec.embed.jvector.JVectorIndexer;
import io.llmrec.examples.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints what an indexed vector costs: bytes of heap while it is open, and bytes of file, which are
 * mapped.
 */
public final class IndexMemory {

  private IndexMemory() {}

  /**
   * Builds and opens an index; arguments: vectors (100000 by default) and dimension (384 by
   * default).
   */
  public static void main(String[] args) throws IOException {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int dimension = args.length > 1 ? Integer.parseInt(args[1]) : 384;
    Path folder = Files.createTempDirectory("llmrec-memory");
    Path indexFolder = Files.createDirectories(folder.resolve("table").resolve("index"));
    write(folder.resolve("table"), size, dimension);
    try (VectorTable table = VectorTable.open(folder.resolve("table"))) {
      JVectorIndexer.defaults().index(table, indexFolder).close();
    }
    Opened first = open(folder);
    long before = usedHeap();
    Opened second = open(folder);
    long heap = usedHeap() - before;
    Console.out()
        .printf(
            Locale.ROOT,
            "%,d vectors of %d dimensions: %d bytes of heap and %d bytes of mapped files each%n",
            size,
            dimension,
            heap / size,
            fileBytes(folder) / size);
    first.close();
    second.close();
    DurableFiles.deleteFolder(folder);
  }

  /** A table and its index. */
  private record Opened(VectorTable table, VectorIndex index) {

    void close() {
      index.close();
      table.close();
    }
  }

  /** Opens both and searches once, so that what a search keeps is counted too. */
  private static Opened open(Path folder) {
    VectorTable table = VectorTable.open(folder.resolve("table"));
    VectorIndex index =
        JVectorIndexer.defaults().index(table, folder.resolve("table").resolve("index"));
    index.search(List.of(table.embedding(0)), 10, id -> true);
    return new Opened(table, index);
  }

  private static void write(Path folder, int size, int dimension) throws IOException {
    ClusteredVectors source = new ClusteredVectors(dimension, 1000, 7);
    int batch = 1000;
    // The index folder lies inside the table's, as in a workspace; the writer starts the other
    // files anew.
    try (VectorTableWriter writer = new VectorTableWriter(folder)) {
      for (int start = 0; start < size; start += batch) {
        int first = start;
        List<Embedding> vectors = source.draw(Math.min(batch, size - start));
        writer.append(
            IntStream.range(0, vectors.size())
                .mapToObj(i -> new Row("item-" + (first + i), "key", vectors.get(i)))
                .toList());
      }
      writer.finish();
    }
  }

  private static long fileBytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
