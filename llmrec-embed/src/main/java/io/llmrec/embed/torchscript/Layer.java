package io.llmrec.embed.torchscript;

/** A part of a network that turns one tensor into another. */
@FunctionalInterface
public interface Layer {

  /** Writes the layer's operations and returns the name of their result. */
  Value apply(MethodBuilder method, Value input);
}
