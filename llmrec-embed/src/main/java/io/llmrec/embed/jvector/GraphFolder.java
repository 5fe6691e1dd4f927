package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.disk.RandomAccessReader;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.llmrec.core.StageException;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.file.MappedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The files of one index: the graph with its vectors, the rows of its nodes, and the manifest. A
 * kill at any moment leaves a whole index or one without manifest, which is built again.
 */
final class GraphFolder {

  private static final String GRAPH = "graph.bin";
  private static final String NODES = "nodes.bin";
  private static final String CODES = "codes.bin";
  private static final String MANIFEST = "manifest.txt";

  private final Path folder;

  GraphFolder(Path folder) {
    this.folder = folder;
  }

  /** A graph, its rows, and the codes to be compared first where it has some. */
  record Opened(OnDiskGraphIndex graph, NodeMap map, @Nullable PQVectors codes) {}

  /** Whether the folder holds a finished index of this identity. */
  @Nullable Manifest find(String identity) {
    Path file = folder.resolve(MANIFEST);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Manifest manifest = Manifest.parse(Files.readString(file));
      if (manifest == null) {
        throw damaged(file, "its content does not match its hash", null);
      }
      return manifest.identity().equals(identity) ? manifest : null;
    } catch (IOException e) {
      throw damaged(file, e.toString(), e);
    }
  }

  /** Builds the index and replaces what is there. */
  Manifest build(VectorTable table, String identity, GraphWriter writer) {
    DistinctVectors distinct = DistinctVectors.of(table);
    NodeMap map = distinct.map(table);
    try {
      Files.deleteIfExists(folder.resolve(MANIFEST));
      Path graph = DurableFiles.sibling(folder.resolve(GRAPH));
      Path codes = DurableFiles.sibling(folder.resolve(CODES));
      GraphScoring scoring = writer.scoring(map.nodes(), table.dimension());
      writer.write(distinct.vectors(), scoring, graph, codes);
      finish(graph, folder.resolve(GRAPH));
      Files.deleteIfExists(folder.resolve(CODES));
      if (scoring == GraphScoring.PQ_FIRST) {
        finish(codes, folder.resolve(CODES));
      }
      Path nodes = DurableFiles.sibling(folder.resolve(NODES));
      write(map, nodes);
      finish(nodes, folder.resolve(NODES));
      return seal(identity, table, map.nodes());
    } catch (IOException e) {
      throw new UncheckedIOException("the index in " + folder + " could not be written: " + e, e);
    }
  }

  private static void write(NodeMap map, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      DurableFiles.writeFully(channel, map.toBytes());
    }
  }

  private static void finish(Path temporary, Path file) {
    DurableFiles.force(temporary);
    DurableFiles.moveIntoPlace(temporary, file);
  }

  private Manifest seal(String identity, VectorTable table, int nodes) throws IOException {
    Map<String, String> sums = new HashMap<>();
    for (String name : List.of(GRAPH, NODES, CODES)) {
      if (Files.exists(folder.resolve(name))) {
        sums.put(name, sum(MappedFile.open(folder.resolve(name))));
      }
    }
    Manifest manifest = new Manifest(identity, table.size(), nodes, table.dimension(), sums);
    DurableFiles.write(folder.resolve(MANIFEST), manifest.toText());
    return manifest;
  }

  /** Size and CRC-32C. */
  private static String sum(MappedFile file) {
    CRC32C crc = new CRC32C();
    int block = 1 << 26;
    for (long start = 0; start < file.size(); start += block) {
      crc.update(file.slice(start, (int) Math.min(block, file.size() - start)));
    }
    return "%d bytes, crc32c %08x".formatted(file.size(), crc.getValue());
  }

  /** Opens what the manifest describes, after comparing sizes and checksums. */
  Opened open(Manifest manifest) {
    MappedFile nodes = verified(NODES, manifest);
    NodeMap map =
        NodeMap.fromBytes(
            nodes.slice(0, Math.toIntExact(nodes.size())), manifest.nodes(), manifest.rows());
    return new Opened(graph(manifest), map, codes(manifest));
  }

  private @Nullable PQVectors codes(Manifest manifest) {
    if (!manifest.sums().containsKey(CODES)) {
      return null;
    }
    try (RandomAccessReader reader = new MappedReaders(verified(CODES, manifest)).get()) {
      return PQVectors.load(reader);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw damaged(folder.resolve(CODES), e.toString(), e);
    }
  }

  private OnDiskGraphIndex graph(Manifest manifest) {
    Path file = folder.resolve(GRAPH);
    MappedFile bytes = verified(GRAPH, manifest);
    try {
      OnDiskGraphIndex graph = OnDiskGraphIndex.load(new MappedReaders(bytes));
      if (graph.size(0) != manifest.nodes() || graph.getDimension() != manifest.dimension()) {
        throw damaged(file, "its header does not match " + MANIFEST, null);
      }
      return graph;
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      throw damaged(file, e.toString(), e);
    }
  }

  private MappedFile verified(String name, Manifest manifest) {
    Path file = folder.resolve(name);
    try {
      MappedFile bytes = MappedFile.open(file);
      String found = sum(bytes);
      String wanted = manifest.sums().get(name);
      if (!found.equals(wanted)) {
        throw damaged(file, "it should have %s, has %s".formatted(wanted, found), null);
      }
      return bytes;
    } catch (IOException e) {
      throw damaged(file, e.toString(), e);
    }
  }

  private StageException damaged(Path file, String what, @Nullable Exception cause) {
    return new StageException(
        "index",
        "%s is damaged: %s; delete the folder %s and prepare again".formatted(file, what, folder),
        cause);
  }
}
