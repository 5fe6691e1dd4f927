package io.llmrec.embed.lexical;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Texts whose words occur in the same texts lie close together: latent semantic analysis
 * (Deerwester et al., "Indexing by latent semantic analysis", 1990). Fitted on the texts of one
 * catalog, of some hundreds to some ten thousands, which it describes better in a few hundred
 * components than {@link LexicalEncoder} does in thousands.
 *
 * <p>Safe for use by several threads. The same texts give the same vectors to the bit in every JVM.
 *
 * <p>A text becomes its words (Chinese: characters and pairs of them) that at least two of the
 * fitted texts have, weighted by {@code 1 + ln(occurrences)} and by rarity, and is projected to the
 * leading right singular vectors of the matrix of all texts, which are found by subspace iteration
 * (Halko, Martinsson and Tropp, "Finding structure with randomness", 2011). The components are in
 * no order: cosines and linear models do not depend on a rotation. Texts without a known word are
 * all alike. Holds 4 bytes for each known word and component.
 */
public final class LatentEncoder implements TextEncoder, Fingerprinted {

  private static final LexicalOptions WORDS = LexicalOptions.defaults().withGramWeight(0);

  private final Map<Long, Integer> columns;
  private final float[] rarity;

  /** Row by row, one for each known word. */
  private final float[] basis;

  private final int dimension;

  private LatentEncoder(WordMatrix words, float[] basis, int dimension) {
    this.columns = words.columns();
    this.rarity = words.rarity();
    this.basis = basis;
    this.dimension = dimension;
  }

  /**
   * Fits an encoder.
   *
   * @param texts at least {@code dimension}, which must share at least as many words
   * @param dimension components of a vector, 2 to 1,024
   * @throws IllegalArgumentException when there are too few texts or words
   */
  public static LatentEncoder fit(Collection<String> texts, int dimension) {
    if (dimension < 2 || dimension > 1024) {
      throw new IllegalArgumentException("dimension must be 2 to 1024, was " + dimension);
    }
    WordMatrix words = WordMatrix.of(texts, WORDS);
    int most = Math.min(words.rows(), words.columns().size());
    if (most < dimension) {
      throw new IllegalArgumentException(
          "dimension must be at most %d, that of %d texts with %d shared words, was %d"
              .formatted(most, words.rows(), words.columns().size(), dimension));
    }
    return new LatentEncoder(words, SubspaceIteration.rightVectors(words, dimension), dimension);
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    TextFeatures features = new TextFeatures(WORDS);
    List<Embedding> vectors = new ArrayList<>(texts.size());
    for (String text : texts) {
      vectors.add(project(features.of(text)));
    }
    return List.copyOf(vectors);
  }

  private Embedding project(FeatureCounts features) {
    float[] sum = new float[dimension];
    double squares = 0;
    for (int i = 0; i < features.size(); i++) {
      Integer column = columns.get(features.hash(i));
      if (column != null) {
        float weight = WordMatrix.weight(features, i) * rarity[column];
        for (int k = 0; k < dimension; k++) {
          sum[k] += weight * basis[column * dimension + k];
        }
      }
    }
    for (float value : sum) {
      squares += (double) value * value;
    }
    if (squares < 1e-20) {
      Arrays.fill(sum, 1);
    }
    return Embedding.of(sum);
  }

  /** Names the number of components and a hash over all that was learned. */
  @Override
  public String fingerprint() {
    ByteBuffer bytes = ByteBuffer.allocate(basis.length * Float.BYTES);
    bytes.asFloatBuffer().put(basis);
    return "latent-1 dimension=%d basis=%s"
        .formatted(dimension, new Fingerprint().add(bytes.array()).hex());
  }
}
