package io.llmrec.core.index;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.encode.Embedding;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors laid out for scanning: tiles of 1,024 rows, each component of a tile in an array of its
 * own, so that the compiler compares a query with many rows at once in wide registers, also on Java
 * 17. A tile stays in the processor's cache while every query of a batch passes over it.
 *
 * <p>Rows are numbered from 0 in the order they are appended. One thread may append while others
 * scan; a scan sees the rows that were there when it began.
 */
public final class VectorTiles {

  /** How many rows a tile holds. */
  public static final int TILE_ROWS = 1024;

  /** The sums of {@link DotProduct}; keeping its order of additions keeps its results. */
  private static final int LANES = 8;

  private final int dimension;

  /** Components in the order in which they are added, all of one sum after the other. */
  private final int[] order;

  /** Where the components of each sum start in {@link #order}. */
  private final int[] laneStarts = new int[LANES + 1];

  private float[][][] tiles = new float[4][][];
  private volatile int size;

  /** No rows yet. */
  public VectorTiles(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, was " + dimension);
    }
    this.dimension = dimension;
    this.order = new int[dimension];
    int whole = dimension / LANES * LANES;
    int next = 0;
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = lane; i < whole; i += LANES) {
        order[next++] = i;
      }
      for (int i = whole; lane == 0 && i < dimension; i++) {
        order[next++] = i;
      }
      laneStarts[lane + 1] = next;
    }
  }

  /** All rows of a table. */
  public static VectorTiles of(VectorTable table) {
    VectorTiles tiles = new VectorTiles(table.dimension());
    float[] row = new float[table.dimension()];
    for (int i = 0; i < table.size(); i++) {
      table.copyTo(i, row, 0);
      tiles.append(row);
    }
    return tiles;
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  /** Adds a row; it is copied. */
  public synchronized void append(float[] vector) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "vector must be of dimension %d, was %d".formatted(dimension, vector.length));
    }
    int row = size;
    int tile = row / TILE_ROWS;
    if (tile == tiles.length) {
      tiles = Arrays.copyOf(tiles, Math.toIntExact(tile * 3L / 2 + 1));
    }
    if (row % TILE_ROWS == 0) {
      tiles[tile] = new float[dimension][TILE_ROWS];
    }
    for (int i = 0; i < dimension; i++) {
      tiles[tile][i][row % TILE_ROWS] = vector[order[i]];
    }
    size = row + 1;
  }

  /** Takes the scores of one query with the rows of one tile. */
  @FunctionalInterface
  public interface Scores {

    /**
     * Called for every tile and, within it, every query.
     *
     * @param query its position in the batch
     * @param firstRow the row of the first score
     * @param count how many scores are valid
     * @param scores dot products, equal to those of {@link DotProduct}; used again afterwards
     */
    void accept(int query, int firstRow, int count, float[] scores);
  }

  /**
   * Compares each query with every row.
   *
   * @throws IllegalArgumentException when a query is of another dimension
   */
  public void scan(List<Embedding> queries, Scores scores) {
    int rows = size;
    float[][][] all = tiles;
    float[][] ordered = queries.stream().map(this::ordered).toArray(float[][]::new);
    float[][] sums = new float[LANES][TILE_ROWS];
    for (int first = 0; first < rows; first += TILE_ROWS) {
      int count = Math.min(TILE_ROWS, rows - first);
      for (int query = 0; query < ordered.length; query++) {
        score(ordered[query], all[first / TILE_ROWS], sums, count);
        scores.accept(query, first, count, sums[0]);
      }
    }
  }

  private float[] ordered(Embedding query) {
    if (query.dimension() != dimension) {
      throw new IllegalArgumentException(
          "query must be of dimension %d like the index, was %d"
              .formatted(dimension, query.dimension()));
    }
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = query.get(order[i]);
    }
    return values;
  }

  /** The scores end in the first of the sums. */
  private void score(float[] query, float[][] tile, float[][] sums, int count) {
    for (int lane = 0; lane < LANES; lane++) {
      float[] sum = sums[lane];
      Arrays.fill(sum, 0, count, 0);
      int i = laneStarts[lane];
      int end = laneStarts[lane + 1];
      for (; i + 3 < end; i += 4) {
        addFour(sum, tile, query, i, count);
      }
      for (; i < end; i++) {
        addOne(sum, tile[i], query[i], count);
      }
    }
    addUp(sums, count);
  }

  /** Separate arrays, since the compiler cannot tell parts of one array from each other. */
  private static void addFour(float[] sum, float[][] tile, float[] query, int start, int count) {
    float[] a = tile[start];
    float[] b = tile[start + 1];
    float[] c = tile[start + 2];
    float[] d = tile[start + 3];
    float qa = query[start];
    float qb = query[start + 1];
    float qc = query[start + 2];
    float qd = query[start + 3];
    for (int row = 0; row < count; row++) {
      sum[row] = sum[row] + qa * a[row] + qb * b[row] + qc * c[row] + qd * d[row];
    }
  }

  private static void addOne(float[] sum, float[] a, float query, int count) {
    for (int row = 0; row < count; row++) {
      sum[row] = sum[row] + query * a[row];
    }
  }

  /** In the order of {@link DotProduct}. */
  private static void addUp(float[][] sums, int count) {
    float[] s0 = sums[0];
    for (int row = 0; row < count; row++) {
      s0[row] =
          s0[row]
              + sums[1][row]
              + (sums[2][row] + sums[3][row])
              + (sums[4][row] + sums[5][row] + (sums[6][row] + sums[7][row]));
    }
  }
}
