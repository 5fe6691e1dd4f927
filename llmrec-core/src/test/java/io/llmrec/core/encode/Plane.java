package io.llmrec.core.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;

/** Vectors of a plane, told by their angles in degrees. */
final class Plane {

  private Plane() {}

  static Embedding at(double degrees) {
    double angle = Math.toRadians(degrees);
    return Embedding.of(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
  }

  /** Angle and weight in turn. */
  static List<WeightedEmbedding> points(double... anglesAndWeights) {
    List<WeightedEmbedding> points = new ArrayList<>();
    for (int i = 0; i < anglesAndWeights.length; i += 2) {
      points.add(new WeightedEmbedding(at(anglesAndWeights[i]), anglesAndWeights[i + 1]));
    }
    return points;
  }

  static void assertAt(double degrees, Embedding actual) {
    assertArrayEquals(at(degrees).toArray(), actual.toArray(), 1e-5f);
  }
}
