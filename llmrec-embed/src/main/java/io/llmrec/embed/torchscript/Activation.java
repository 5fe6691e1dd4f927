package io.llmrec.embed.torchscript;

import java.util.Arrays;
import java.util.List;

/** A function of each number by itself. */
public enum Activation implements Layer {
  /** {@code x Phi(x)} (Hendrycks, Gimpel, "Gaussian Error Linear Units", 2016). */
  GELU("gelu"),
  /** The same, approximated by a tangent. */
  GELU_TANH("gelu_new", "gelu_pytorch_tanh", "gelu_fast"),
  /** {@code max(x, 0)}. */
  RELU("relu"),
  /** {@code x / (1 + e^-x)}. */
  SILU("silu", "swish"),
  /** The hyperbolic tangent. */
  TANH("tanh");

  private final List<String> names;

  Activation(String... names) {
    this.names = List.of(names);
  }

  /**
   * The function that a {@code config.json} names.
   *
   * @throws IllegalArgumentException when it is none of these; lists the names there are
   */
  public static Activation named(String name) {
    for (Activation activation : values()) {
      if (activation.names.contains(name)) {
        return activation;
      }
    }
    List<String> known = Arrays.stream(values()).flatMap(a -> a.names.stream()).toList();
    throw new IllegalArgumentException(
        "activation '%s' is not supported, supported are %s".formatted(name, known));
  }

  @Override
  public Value apply(MethodBuilder method, Value input) {
    return switch (this) {
      case GELU -> method.op("torch.gelu", input);
      case GELU_TANH ->
          method.op("torch.gelu", input, new MethodBuilder.Named("approximate", "tanh"));
      case RELU -> method.op("torch.relu", input);
      case SILU -> method.op("torch.silu", input);
      case TANH -> method.op("torch.tanh", input);
    };
  }
}
