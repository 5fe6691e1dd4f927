package io.llmrec.embed.architecture;

import io.llmrec.embed.safetensors.TensorInfo;
import io.llmrec.embed.safetensors.Tensors;
import io.llmrec.embed.torchscript.LayerNorm;
import io.llmrec.embed.torchscript.Linear;
import io.llmrec.embed.torchscript.RmsNorm;
import io.llmrec.embed.torchscript.TensorSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a model by the names its architecture gives them. Files made from a larger model
 * carry a prefix such as {@code bert.}, which is tried first. A tensor that is missing or of
 * another shape than the configuration says is named.
 */
public final class ModelWeights {

  private static final int NAMED = 12;

  private final Tensors tensors;
  private final List<String> prefixes;
  private final String where;

  /**
   * Tensors of a folder.
   *
   * @param where they come from, for messages
   * @param prefixes tried in this order before the name alone
   */
  public ModelWeights(Tensors tensors, String where, String... prefixes) {
    this.tensors = tensors;
    this.where = where;
    this.prefixes = List.of(prefixes);
  }

  /** The same tensors with other prefixes. */
  public ModelWeights prefixed(String... others) {
    return new ModelWeights(tensors, where, others);
  }

  /** Whether there is a tensor of this name. */
  public boolean has(String name) {
    return find(name) != null;
  }

  private @Nullable TensorInfo find(String name) {
    for (String prefix : prefixes) {
      TensorInfo found = tensors.find(prefix + name);
      if (found != null) {
        return found;
      }
    }
    return tensors.find(name);
  }

  /** How long an axis of a tensor is, for what the configuration does not say. */
  public long axis(String name, int axis) {
    TensorInfo info = require(name);
    if (axis >= info.shape().size()) {
      throw new IllegalArgumentException(
          "%s: tensor '%s' of shape %s has no axis %d"
              .formatted(where, info.name(), info.shape(), axis));
    }
    return info.shape().get(axis);
  }

  private TensorInfo require(String name) {
    TensorInfo info = find(name);
    if (info == null) {
      List<String> some = tensors.tensors().keySet().stream().limit(NAMED).toList();
      throw new IllegalArgumentException(
          "%s: tensor '%s' is missing%s; there are %d, such as %s"
              .formatted(
                  where,
                  name,
                  prefixes.isEmpty() ? "" : ", also with the prefixes " + prefixes,
                  tensors.tensors().size(),
                  some));
    }
    return info;
  }

  /**
   * A tensor of a shape.
   *
   * @throws IllegalArgumentException when it is missing or of another shape
   */
  public TensorSource tensor(String name, long... shape) {
    TensorInfo info = require(name);
    List<Long> wanted = new ArrayList<>();
    for (long axis : shape) {
      wanted.add(axis);
    }
    if (!info.shape().equals(wanted)) {
      throw new IllegalArgumentException(
          "%s: tensor '%s' must be of shape %s as config.json says, is of %s"
              .formatted(where, info.name(), wanted, info.shape()));
    }
    return TensorSource.of(tensors, info.name());
  }

  /** A linear layer with weight and bias. */
  public Linear linear(String name, int outputs, int inputs) {
    return linear(name, outputs, inputs, true);
  }

  /** A linear layer with or without bias. */
  public Linear linear(String name, int outputs, int inputs, Boolean bias) {
    return new Linear(
        name,
        tensor(name + ".weight", outputs, inputs),
        bias ? tensor(name + ".bias", outputs) : null);
  }

  /** Several linear layers of one input as one, their outputs side by side. */
  public static Linear joined(String name, List<Linear> layers) {
    List<TensorSource> biases = new ArrayList<>();
    for (Linear layer : layers) {
      TensorSource bias = layer.bias();
      if (bias != null) {
        biases.add(bias);
      }
    }
    return new Linear(
        name,
        TensorSource.stacked(layers.stream().map(Linear::weight).toList()),
        biases.isEmpty() ? null : TensorSource.stacked(biases));
  }

  /** A layer norm with weight and bias, by the old names gamma and beta too. */
  public LayerNorm layerNorm(String name, int width, double epsilon) {
    boolean old = !has(name + ".weight") && has(name + ".gamma");
    return new LayerNorm(
        name,
        tensor(name + (old ? ".gamma" : ".weight"), width),
        tensor(name + (old ? ".beta" : ".bias"), width),
        epsilon);
  }

  /** A root-mean-square norm. */
  public RmsNorm rmsNorm(String name, int width, double epsilon) {
    return new RmsNorm(name, tensor(name + ".weight", width), epsilon);
  }
}
