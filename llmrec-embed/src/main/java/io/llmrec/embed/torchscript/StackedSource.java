package io.llmrec.embed.torchscript;

import java.util.ArrayList;
import java.util.List;

/** Tensors one below the other. */
final class StackedSource implements TensorSource {

  private final List<TensorSource> parts;
  private final List<Long> shape;

  StackedSource(List<TensorSource> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("at least 1 tensor is needed, were 0");
    }
    this.parts = List.copyOf(parts);
    this.shape = shape(parts);
  }

  private static List<Long> shape(List<TensorSource> parts) {
    List<Long> shape = new ArrayList<>(parts.get(0).shape());
    for (TensorSource part : parts.subList(1, parts.size())) {
      List<Long> other = part.shape();
      if (other.size() != shape.size() || !tail(other).equals(tail(shape))) {
        throw new IllegalArgumentException(
            "tensors of shape %s and %s cannot be put one below the other".formatted(shape, other));
      }
      shape.set(0, shape.get(0) + other.get(0));
    }
    return List.copyOf(shape);
  }

  private static List<Long> tail(List<Long> shape) {
    return shape.subList(1, shape.size());
  }

  @Override
  public List<Long> shape() {
    return shape;
  }

  @Override
  public void copy(long from, float[] target, int offset, int length) {
    long skip = from;
    int done = 0;
    for (TensorSource part : parts) {
      long count = part.count();
      if (done < length && skip < count) {
        int now = (int) Math.min(length - done, count - skip);
        part.copy(skip, target, offset + done, now);
        done += now;
        skip = 0;
      } else {
        skip -= done < length ? count : 0;
      }
    }
  }
}
