package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OptionsTest {

  private static void refuses(String message, Executable options) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, options).getMessage());
  }

  @Test
  void itemKnnOptionsNameWhatIsWrong() {
    refuses("neighbours must be at least 1, was 0", () -> new ItemKnnOptions(0, 1));
    refuses("shrinkage must be finite and at least 0, was -1.0", () -> new ItemKnnOptions(1, -1));
  }

  @Test
  void easeOptionsNameWhatIsWrong() {
    refuses(
        "lambda must be finite and above 0, was 0.0", () -> EaseOptions.defaults().withLambda(0));
    refuses("maxItems must be at least 1, was 0", () -> new EaseOptions(1, 0));
  }

  @Test
  void alsOptionsNameWhatIsWrong() {
    refuses("dimension must be at least 1, was 0", () -> new AlsOptions(0, 1, 1, 1, 1));
    refuses(
        "alpha must be finite and above 0, was NaN", () -> new AlsOptions(1, Double.NaN, 1, 1, 1));
    refuses("lambda must be finite and above 0, was -1.0", () -> new AlsOptions(1, 1, -1, 1, 1));
    refuses("iterations must be at least 1, was 0", () -> new AlsOptions(1, 1, 1, 0, 1));
  }

  @Test
  void bprOptionsNameWhatIsWrong() {
    refuses("dimension must be at least 1, was -1", () -> new BprOptions(-1, 1, 1, 1, 1));
    refuses("epochs must be at least 1, was 0", () -> new BprOptions(1, 0, 1, 1, 1));
    refuses(
        "learningRate must be finite and above 0, was Infinity",
        () -> new BprOptions(1, 1, Double.POSITIVE_INFINITY, 1, 1));
    refuses(
        "regularization must be finite and at least 0, was -0.5",
        () -> new BprOptions(1, 1, 1, -0.5, 1));
  }

  @Test
  void bm25OptionsNameWhatIsWrong() {
    refuses("k1 must be finite and at least 0, was -1.0", () -> new Bm25Options(-1, 0, 1));
    refuses("b must be 0 to 1, was 1.5", () -> new Bm25Options(1, 1.5, 1));
    refuses("recent must be at least 1, was 0", () -> new Bm25Options(1, 1, 0));
  }
}
