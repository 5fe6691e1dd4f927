package io.llmrec.embed.jvector;

import io.llmrec.core.Progress;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import java.nio.file.Path;

/**
 * Builds and opens approximate indexes: a navigable graph with upper layers, searched greedily
 * (Malkov, Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs",
 * 2016; Subramanya et al., "DiskANN", 2019), by the JVector library.
 *
 * <p>Safe for use by several threads, but no two may index into the same folder at once. Below
 * {@link JVectorOptions#exactBelow} vectors there is no graph and every vector is compared; how a
 * graph compares them is chosen by {@link GraphScoring#suited}.
 *
 * <p>Building takes in the order of a millisecond per vector and processor, and memory for all
 * vectors as floats plus half a kilobyte each; two builds of the same vectors differ in their
 * edges. Opening reads the file once to compare its checksum. On Java 20 or later, {@code
 * --add-modules jdk.incubator.vector} makes both about twice as fast. The folder must stay
 * unchanged while an index of it is open.
 */
public final class JVectorIndexer implements Indexer, Fingerprinted {

  private static final int LEAST_FOR_A_GRAPH = 2;

  private final JVectorOptions options;
  private final Progress progress;

  private JVectorIndexer(JVectorOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * With the default settings, which keep 300 candidates and find nearly all of the true nearest
   * where data has clusters; {@link LiveIndex#checkRecall} says how many of one's own.
   */
  public static JVectorIndexer defaults() {
    return of(JVectorOptions.defaults());
  }

  /** With the given settings. */
  public static JVectorIndexer of(JVectorOptions options) {
    JVectorLogging.quiet();
    return new JVectorIndexer(options, BuildProgress.logged());
  }

  /**
   * The same, whose builds tell a listener how many vectors the graph has taken in; others log it
   * every half a minute. After the last one, edges are still mended and the file is written.
   */
  public JVectorIndexer withProgress(Progress progress) {
    return new JVectorIndexer(options, progress);
  }

  /**
   * Opens or builds the index.
   *
   * @throws io.llmrec.core.StageException when a vector is not of length 1, or a file of the folder
   *     is damaged; the message says which, and what to do
   * @throws java.io.UncheckedIOException when the folder cannot be written
   */
  @Override
  public VectorIndex index(VectorTable vectors, Path folder) {
    if (vectors.size() < Math.max(LEAST_FOR_A_GRAPH, options.exactBelow())) {
      DistinctVectors.check(vectors);
      return Indexer.exact().index(vectors, folder);
    }
    GraphFolder files = new GraphFolder(folder);
    String identity = fingerprint() + " vectors=" + vectors.contentHash();
    Manifest manifest = files.find(identity);
    if (manifest == null) {
      manifest = files.build(vectors, identity, new GraphWriter(options, progress));
    }
    return new JVectorIndex(vectors, files.open(manifest), options);
  }

  /** Names the settings that shape the graph; those of searching do not count. */
  @Override
  public String fingerprint() {
    return "jvector-1 " + options.shape();
  }
}
