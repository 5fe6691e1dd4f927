package io.llmrec.rank.feature;

/**
 * See {@link Feature#vector} and {@link Feature#vectors}. Its value is the key of the entity whose
 * vector it is, or a list of keys; an entity without a vector is missing, which a model sees beside
 * zeros.
 *
 * @param name of the feature
 * @param side what it depends on
 * @param dimension of a vector, 1 to 65,536
 * @param most how many vectors are kept, the last ones; 1 to 1,000
 */
public record VectorFeature(String name, Side side, int dimension, int most) implements Feature {

  /** Checks the ranges. */
  public VectorFeature {
    Checks.name("a feature", name);
    Checks.range("the dimension of '" + name + "'", dimension, 1, 1 << 16);
    Checks.range("the vectors of '" + name + "'", most, 1, 1000);
  }
}
