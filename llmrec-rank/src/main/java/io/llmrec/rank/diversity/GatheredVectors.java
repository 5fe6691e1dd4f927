package io.llmrec.rank.diversity;

import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import java.util.Arrays;
import java.util.List;

/**
 * The vectors of one list of candidates, component by component: one array holds the first
 * component of all of them, the next one the second, and so on.
 *
 * <p>This layout lets one item be compared with all others by adding up whole arrays, which the
 * compiler turns into wide instructions; the sum of one pair at a time stays narrow, because its
 * order of additions is fixed.
 */
final class GatheredVectors implements MaximalMarginalRelevance.Similarities {

  /** Components added in one pass; with more the compiler stops using wide instructions. */
  private static final int BLOCK = 4;

  /** Vectors that are taken over together: their components fill a line of memory. */
  private static final int TILE = 16;

  private final float[][] components;
  private final int missing;

  GatheredVectors(VectorTable table, List<Candidate> candidates) {
    int dimension = table.dimension();
    int padded = (dimension + BLOCK - 1) / BLOCK * BLOCK;
    int count = candidates.size();
    components = new float[padded][count];
    float[][] rows = new float[TILE][dimension];
    int without = 0;
    for (int first = 0; first < count; first += TILE) {
      int last = Math.min(count, first + TILE);
      for (int i = first; i < last; i++) {
        int row = table.row(candidates.get(i).id());
        without += row < 0 ? 1 : 0;
        if (row < 0) {
          Arrays.fill(rows[i - first], 0);
        } else {
          table.copyTo(row, rows[i - first], 0);
        }
      }
      scatter(rows, first, last);
    }
    missing = without;
  }

  /** Writes some vectors at a time, so that a line of memory is filled while it is at hand. */
  private void scatter(float[][] rows, int first, int last) {
    for (int d = 0; d < rows[0].length; d++) {
      float[] component = components[d];
      for (int i = first; i < last; i++) {
        component[i] = rows[i - first][d];
      }
    }
  }

  /** How many candidates have no vector; theirs is all zeros, at cosine 0 from everything. */
  int missing() {
    return missing;
  }

  @Override
  public void of(int item, float[] target) {
    Arrays.fill(target, 0);
    for (int d = 0; d < components.length; d += BLOCK) {
      addProducts(d, item, target);
    }
  }

  private void addProducts(int first, int item, float[] target) {
    float[] c0 = components[first];
    float[] c1 = components[first + 1];
    float[] c2 = components[first + 2];
    float[] c3 = components[first + 3];
    float a0 = c0[item];
    float a1 = c1[item];
    float a2 = c2[item];
    float a3 = c3[item];
    for (int i = 0; i < target.length; i++) {
      target[i] += a0 * c0[i] + a1 * c1[i] + a2 * c2[i] + a3 * c3[i];
    }
  }
}
