package io.llmrec.embed.lexical;

import io.llmrec.core.fingerprint.Fingerprint;
import java.nio.ByteBuffer;

/**
 * How rare each feature is: inverse document frequency (Spaerck Jones, "A statistical
 * interpretation of term specificity", 1972), as {@code 1 + ln((1 + texts) / (1 + texts with the
 * feature))}.
 *
 * <p>Frequencies are kept in 2^20 counters, two for each feature, of which the smaller one counts
 * (a count-min sketch: Cormode, Muthukrishnan, 2005): memory is 4 MB whatever the catalog, and a
 * rare feature is taken for a common one only when both of its counters are shared. Immutable.
 */
final class Rarity {

  private static final int BUCKETS = 1 << 20;

  private final float[] byBucket;

  private Rarity(float[] byBucket) {
    this.byBucket = byBucket;
  }

  float of(long hash) {
    return Math.max(byBucket[first(hash)], byBucket[second(hash)]);
  }

  private static int first(long hash) {
    return (int) (hash >>> 44);
  }

  private static int second(long hash) {
    return (int) (hash >>> 24) & (BUCKETS - 1);
  }

  /** A hash over everything that was counted. */
  String fingerprint() {
    ByteBuffer bytes = ByteBuffer.allocate(BUCKETS * Float.BYTES);
    bytes.asFloatBuffer().put(byBucket);
    return new Fingerprint().add(bytes.array()).hex();
  }

  /** Counts texts. Not safe for use by several threads. */
  static final class Counter {

    private final int[] frequencies = new int[BUCKETS];
    private long texts;

    void add(FeatureCounts features) {
      texts++;
      for (int i = 0; i < features.size(); i++) {
        long hash = features.hash(i);
        frequencies[first(hash)]++;
        if (second(hash) != first(hash)) {
          frequencies[second(hash)]++;
        }
      }
    }

    Rarity rarity() {
      float[] byBucket = new float[BUCKETS];
      float unseen = rarity(0);
      for (int i = 0; i < BUCKETS; i++) {
        byBucket[i] = frequencies[i] == 0 ? unseen : rarity(frequencies[i]);
      }
      return new Rarity(byBucket);
    }

    /** Two features of one text may share a counter, which then exceeds the number of texts. */
    private float rarity(int frequency) {
      double ratio = (1.0 + texts) / (1.0 + Math.min(texts, frequency));
      return (float) (1 + StrictMath.log(ratio));
    }
  }
}
