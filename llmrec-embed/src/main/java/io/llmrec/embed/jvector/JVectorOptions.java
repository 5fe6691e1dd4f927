package io.llmrec.embed.jvector;

/**
 * Settings of a {@link JVectorIndexer}. {@link #builder()} starts from the defaults.
 *
 * <p>Those that shape the graph ({@code degree}, {@code beamWidth}, {@code overflow}, {@code
 * alpha}) are part of the index's identity: changing one makes it be built again. The others can be
 * changed freely.
 *
 * @param degree most neighbours of a node, 4 to 256; default 24
 * @param beamWidth candidates looked at when a node is added, {@code degree} to 2,000; default 100
 * @param overflow how far a node may exceed its degree for a while during building, 1 to 4; default
 *     1.2
 * @param alpha how much longer than the nearest a neighbour's edge may be for the sake of variety,
 *     1 to 2; default 1.2 (Subramanya et al., "DiskANN", 2019)
 * @param searchWidth least number of candidates a search keeps, 1 to 100,000; more finds more of
 *     the true neighbours and is slower in proportion; default 300
 * @param overQuery a search keeps at least this many times the limit, 1 to 100; default 3
 * @param exactBelow where fewer vectors than this are to be compared, every one is; at least 0;
 *     default 10,000
 * @param threads that build the graph, 1 to 1,024; default the number of processors
 * @param scoring how a walk compares vectors; default {@link GraphScoring#AUTO}, which takes the
 *     folder as it was built and {@link GraphScoring#suited} when it builds; any other is part of
 *     the identity
 */
public record JVectorOptions(
    int degree,
    int beamWidth,
    float overflow,
    float alpha,
    int searchWidth,
    float overQuery,
    int exactBelow,
    int threads,
    GraphScoring scoring) {

  /** Checks the settings. */
  public JVectorOptions {
    requireRange("degree", degree, 4, 256);
    requireRange("beamWidth", beamWidth, degree, 2_000);
    requireRange("overflow", overflow, 1, 4);
    requireRange("alpha", alpha, 1, 2);
    requireRange("searchWidth", searchWidth, 1, 100_000);
    requireRange("overQuery", overQuery, 1, 100);
    requireRange("exactBelow", exactBelow, 0, Integer.MAX_VALUE);
    requireRange("threads", threads, 1, 1_024);
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, was %d".formatted(name, least, most, value));
    }
  }

  private static void requireRange(String name, float value, float least, float most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, was %s".formatted(name, least, most, value));
    }
  }

  /** The defaults. */
  public static JVectorOptions defaults() {
    return builder().build();
  }

  /** The defaults, to be changed one by one. */
  public static Builder builder() {
    return new Builder();
  }

  /** How many candidates a search for {@code limit} items keeps. */
  long width(int limit) {
    return Math.max(searchWidth, (long) Math.ceil((double) limit * overQuery));
  }

  /** Names the settings that shape the graph. */
  String shape() {
    return "degree=%d beam=%d overflow=%s alpha=%s%s"
        .formatted(
            degree,
            beamWidth,
            Float.toString(overflow),
            Float.toString(alpha),
            scoring == GraphScoring.AUTO ? "" : " scoring=" + scoring);
  }

  /**
   * Collects settings; ranges are checked by {@link #build}. Not safe for use by several threads.
   */
  public static final class Builder {

    private int degree = 24;
    private int beamWidth = 100;
    private float overflow = 1.2f;
    private float alpha = 1.2f;
    private int searchWidth = 300;
    private float overQuery = 3;
    private int exactBelow = 10_000;
    private int threads = Runtime.getRuntime().availableProcessors();
    private GraphScoring scoring = GraphScoring.AUTO;

    private Builder() {}

    /** Most neighbours of a node. */
    public Builder degree(int degree) {
      this.degree = degree;
      return this;
    }

    /** Candidates looked at when a node is added. */
    public Builder beamWidth(int beamWidth) {
      this.beamWidth = beamWidth;
      return this;
    }

    /** How far a node may exceed its degree during building. */
    public Builder overflow(float overflow) {
      this.overflow = overflow;
      return this;
    }

    /** How much longer a neighbour's edge may be for variety. */
    public Builder alpha(float alpha) {
      this.alpha = alpha;
      return this;
    }

    /** Least number of candidates a search keeps. */
    public Builder searchWidth(int searchWidth) {
      this.searchWidth = searchWidth;
      return this;
    }

    /** Candidates kept per item asked for. */
    public Builder overQuery(float overQuery) {
      this.overQuery = overQuery;
      return this;
    }

    /** Number of vectors below which every one is compared. */
    public Builder exactBelow(int exactBelow) {
      this.exactBelow = exactBelow;
      return this;
    }

    /** Threads that build the graph. */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /** How a walk compares vectors. */
    public Builder scoring(GraphScoring scoring) {
      this.scoring = scoring;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public JVectorOptions build() {
      return new JVectorOptions(
          degree, beamWidth, overflow, alpha, searchWidth, overQuery, exactBelow, threads, scoring);
    }
  }
}
