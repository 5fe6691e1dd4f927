package io.llmrec.core.encode;

import static io.llmrec.core.encode.Plane.assertAt;
import static io.llmrec.core.encode.Plane.at;
import static io.llmrec.core.encode.Plane.points;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.user.UserContext;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention over vectors of a plane, computed by hand. */
class AttentionTest {

  private static double degrees(double x, double y) {
    return Math.toDegrees(Math.atan2(y, x));
  }

  /** Shares of 2 e^(1/0.5) and e^(0/0.5) for vectors at 0 and 90 degrees seen from 0. */
  @Test
  void sharesByCosineAndWeight() {
    Embedding pooled = new Attention(0.5).pool(at(0), points(0, 2, 90, 1)).orElseThrow();

    assertAt(degrees(2 * Math.exp(2), 1), pooled);
  }

  @Test
  void aWarmOneIsThePlainMeanAndAColdOneTheClosest() {
    List<WeightedEmbedding> points = points(0, 3, 90, 1);

    assertAt(degrees(3, 1), new Attention(1e9).pool(at(80), points).orElseThrow());
    assertAt(90, new Attention(1e-4).pool(at(80), points).orElseThrow());
  }

  /** Both of a pair look at each other, the third looks at itself; by hand for e^(1/t) = 3. */
  @Test
  void selfAttentionFavoursWhatManyHaveInCommon() {
    Attention attention = new Attention(1 / Math.log(3));
    Embedding pooled = attention.selfPool(points(0, 1, 0, 1, 90, 1)).orElseThrow();

    double x = 2.0 / 3 * (6.0 / 7) + 1.0 / 3 * (2.0 / 5);
    assertAt(degrees(x, 1 - x), pooled);
    assertTrue(pooled.get(0) / pooled.get(1) > 2, "more than in the mean");
  }

  @Test
  void knowsNothingWithoutVectorsOrWhereTheyCancelOut() {
    Attention attention = new Attention(1);

    assertEquals(Optional.empty(), attention.pool(at(0), List.of()));
    assertEquals(Optional.empty(), attention.selfPool(List.of()));
    assertEquals(Optional.empty(), attention.pool(at(90), points(0, 1, 180, 1)));
    assertEquals(Optional.empty(), attention.selfPool(points(0, 1, 180, 1)));
  }

  @Test
  void staysFiniteWhereExponentsAndWeightsAreExtreme() {
    assertAt(45, new Attention(1e-30).pool(at(45), points(45, 1e-300, 90, 1e300)).orElseThrow());
    assertAt(90, new Attention(1).pool(at(45), points(45, 1e-300, 90, 1e300)).orElseThrow());
  }

  @Test
  void isAUserEncoder() {
    UserEncoder encoder =
        UserEncoder.selfAttention(users -> List.of(points(30, 1), List.of()), 0.2);

    List<Optional<Embedding>> found =
        encoder.encode(List.of(UserContext.cold("a"), UserContext.cold("b")));

    assertAt(30, found.get(0).orElseThrow());
    assertEquals(Optional.empty(), found.get(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesATemperatureThatIsNone(double temperature) {
    assertEquals(
        "temperature must be finite and more than 0, was " + temperature,
        assertThrows(IllegalArgumentException.class, () -> new Attention(temperature))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAWeightThatIsNone(double weight) {
    assertEquals(
        "weight must be finite and more than 0, was " + weight,
        assertThrows(IllegalArgumentException.class, () -> new WeightedEmbedding(at(0), weight))
            .getMessage());
  }
}
