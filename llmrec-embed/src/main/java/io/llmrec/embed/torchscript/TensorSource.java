package io.llmrec.embed.torchscript;

import io.llmrec.embed.safetensors.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers of a tensor, read piece by piece while an archive is written. Reading the same piece
 * again gives the same numbers.
 */
public interface TensorSource {

  /** The length of each axis, outermost first. */
  List<Long> shape();

  /** Copies {@code length} numbers from position {@code from} on to {@code target}. */
  void copy(long from, float[] target, int offset, int length);

  /** How many numbers there are. */
  default long count() {
    return shape().stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * A tensor of a model's files.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  static TensorSource of(Tensors tensors, String name) {
    List<Long> shape = tensors.tensor(name).shape();
    return new TensorSource() {
      @Override
      public List<Long> shape() {
        return shape;
      }

      @Override
      public void copy(long from, float[] target, int offset, int length) {
        tensors.copyFloats(name, from, target, offset, length);
      }
    };
  }

  /** Numbers at hand; the array is not copied. */
  static TensorSource of(float[] values, long... shape) {
    List<Long> axes = new ArrayList<>();
    for (long axis : shape) {
      axes.add(axis);
    }
    return new TensorSource() {
      @Override
      public List<Long> shape() {
        return axes;
      }

      @Override
      public void copy(long from, float[] target, int offset, int length) {
        System.arraycopy(values, Math.toIntExact(from), target, offset, length);
      }
    };
  }

  /**
   * Several tensors one below the other: their first axes add up, the others must be equal.
   *
   * @throws IllegalArgumentException when there are none, or they do not fit
   */
  static TensorSource stacked(List<TensorSource> parts) {
    return parts.size() == 1 ? parts.get(0) : new StackedSource(parts);
  }
}
