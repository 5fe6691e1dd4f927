package io.llmrec.embed.jvector;

/** How a walk through the graph compares the query with the vectors it meets. */
public enum GraphScoring {

  /** One of the others, by {@link #suited}. */
  AUTO,

  /** With the vectors themselves, mapped from the file. */
  FULL,

  /**
   * With codes of a quarter byte per component held in memory (product quantization: Jégou, Douze,
   * Schmid, "Product quantization for nearest neighbor search", 2011); only the best candidates are
   * compared with the vectors in the file. The way for vectors larger than memory.
   */
  PQ_FIRST,

  /**
   * With the codes of all neighbours beside each node in the file, so that one read serves a whole
   * step. The file grows by the degree times the code.
   */
  FUSED_PQ;

  /** Codes pay from this dimension on: a full comparison must cost more than the table look-ups. */
  static final int PQ_DIMENSION = 128;

  /** Fewer vectors do not repay the training of the codes. */
  static final int PQ_ROWS = 50_000;

  /** Above this, vectors as floats are no longer taken to fit into memory beside all codes. */
  static final long LARGE_BYTES = 4L << 30;

  /** Fewer vectors cannot be told apart by 256 clusters in every part. */
  private static final int LEAST_ROWS_TO_TRAIN = 1_000;

  /**
   * The default, all of it decided here. Below {@link JVectorOptions#exactBelow} there is no graph
   * at all. Then:
   *
   * <ul>
   *   <li>PQ first for vectors of more than 4 GiB: a walk must not wait for the disk;
   *   <li>fused PQ else from 128 dimensions and 50,000 vectors on, on every JDK: a step reads one
   *       piece of the file instead of a vector for each neighbour. The codes take as much of the
   *       file as one and a half times the vectors, at 24 neighbours a node;
   *   <li>full vectors else: short or few ones cost no more than their codes.
   * </ul>
   */
  public static GraphScoring suited(int rows, int dimension) {
    if ((long) rows * dimension * Float.BYTES > LARGE_BYTES) {
      return PQ_FIRST;
    }
    return rows >= PQ_ROWS && dimension >= PQ_DIMENSION ? FUSED_PQ : FULL;
  }

  /** What is done for so many vectors: too few to train codes with are compared in full. */
  GraphScoring resolved(int rows, int dimension) {
    GraphScoring wanted = this == AUTO ? suited(rows, dimension) : this;
    return wanted.hasCodes() && rows < LEAST_ROWS_TO_TRAIN ? FULL : wanted;
  }

  boolean hasCodes() {
    return this == PQ_FIRST || this == FUSED_PQ;
  }
}
