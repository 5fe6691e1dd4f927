package io.llmrec.embed.fusion;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.fingerprint.Fingerprinted;
import org.jspecify.annotations.Nullable;

/** See {@link VectorFusion#concatenated}. */
record Concatenation(double weight, int secondDimension) implements VectorFusion, Fingerprinted {

  Concatenation {
    WeightedSum.checkWeight(weight);
    if (secondDimension < 1) {
      throw new IllegalArgumentException(
          "secondDimension must be at least 1, was " + secondDimension);
    }
  }

  @Override
  public Embedding fuse(Embedding first, @Nullable Embedding second) {
    float[] both = new float[first.dimension() + secondDimension];
    float firstScale = (float) Math.sqrt(1 - weight);
    for (int i = 0; i < first.dimension(); i++) {
      both[i] = firstScale * first.get(i);
    }
    if (second != null) {
      checkDimension(second);
      float secondScale = (float) Math.sqrt(weight);
      for (int i = 0; i < secondDimension; i++) {
        both[first.dimension() + i] = secondScale * second.get(i);
      }
    }
    return Embedding.of(both);
  }

  private void checkDimension(Embedding second) {
    if (second.dimension() != secondDimension) {
      throw new IllegalArgumentException(
          "second vectors must have %d components, one has %d"
              .formatted(secondDimension, second.dimension()));
    }
  }

  @Override
  public String fingerprint() {
    return "concatenated " + weight + " " + secondDimension;
  }
}
