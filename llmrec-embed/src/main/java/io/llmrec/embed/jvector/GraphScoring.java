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
  static final int PQ_DIMENSION = 192;

  /** Codes beside the neighbours pay from this dimension on. */
  static final int FUSED_DIMENSION = 96;

  /** Fewer vectors do not repay the training of the codes. */
  static final int PQ_ROWS = 50_000;

  /** Above this the vectors alone, as floats, are taken to be larger than memory. */
  static final long LARGE_BYTES = 16L << 30;

  /** Above this the file would be too large with codes beside all neighbours. */
  static final long FUSED_BYTES = 4L << 30;

  /** Fewer vectors cannot be told apart by 256 clusters in every part. */
  private static final int LEAST_ROWS_TO_TRAIN = 1_000;

  /**
   * The default, all of it decided here. Below {@link JVectorOptions#exactBelow} there is no graph
   * at all. Then, for 50,000 vectors or more:
   *
   * <ul>
   *   <li>fused PQ from 96 dimensions up to 4 GiB of vectors, where the processor's wide registers
   *       are used (JDK 20 or later with the vector module): the file grows by about the size of
   *       half its vectors again to one and a half times;
   *   <li>PQ first from 192 dimensions on: a full comparison reads at least 768 scattered bytes, a
   *       code at most a sixteenth of it, already in memory;
   *   <li>PQ first also for what is larger than 16 GiB: a walk must not wait for the disk;
   *   <li>full vectors else: short ones cost no more than their codes, and nothing is lost.
   * </ul>
   */
  public static GraphScoring suited(int rows, int dimension) {
    return suited(rows, dimension, Registers.ofThisProcess());
  }

  static GraphScoring suited(int rows, int dimension, Registers registers) {
    long bytes = (long) rows * dimension * Float.BYTES;
    if (bytes > LARGE_BYTES) {
      return PQ_FIRST;
    }
    if (rows < PQ_ROWS) {
      return FULL;
    }
    if (registers == Registers.WIDE && dimension >= FUSED_DIMENSION && bytes <= FUSED_BYTES) {
      return FUSED_PQ;
    }
    return dimension >= PQ_DIMENSION ? PQ_FIRST : FULL;
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
