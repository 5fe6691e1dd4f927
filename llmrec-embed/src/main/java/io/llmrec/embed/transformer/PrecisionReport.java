package io.llmrec.embed.transformer;

import io.llmrec.core.encode.Embedding;
import java.util.List;

/**
 * How close the vectors of one precision come to those of another.
 *
 * @param texts how many were compared
 * @param meanCosine between the two vectors of a text, 1 where they are the same
 * @param leastCosine of the text where they differ most
 */
public record PrecisionReport(int texts, double meanCosine, double leastCosine) {

  static PrecisionReport of(List<Embedding> vectors, List<Embedding> exact) {
    if (vectors.isEmpty()) {
      throw new IllegalArgumentException("at least 1 text is needed, were 0");
    }
    double sum = 0;
    double least = 1;
    for (int i = 0; i < vectors.size(); i++) {
      double cosine = vectors.get(i).dot(exact.get(i));
      sum += cosine;
      least = Math.min(least, cosine);
    }
    return new PrecisionReport(vectors.size(), sum / vectors.size(), least);
  }
}
