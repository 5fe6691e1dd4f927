package io.llmrec.rank.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The inputs of one step by name. Arrays are kept, not copied; they must not be changed before the
 * step is done. Weights of samples are an input like any other.
 */
public final class Batch {

  private final int samples;
  private final Map<String, Input> inputs = new LinkedHashMap<>();

  /** Numbers with a shape; {@code values} is a float[], long[] or int[]. */
  record Input(Object values, long[] shape) {}

  /**
   * A batch without inputs.
   *
   * @param samples at least 1; what speed is counted in
   */
  public Batch(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, was " + samples);
    }
    this.samples = samples;
  }

  /** How many samples there are. */
  public int samples() {
    return samples;
  }

  /**
   * Adds floating point numbers.
   *
   * @param name not blank, new
   * @param shape holds as many numbers as there are values; [samples] when none is given
   */
  public Batch floats(String name, float[] values, long... shape) {
    return add(name, values, values.length, shape);
  }

  /**
   * Adds whole numbers.
   *
   * @param name not blank, new
   * @param shape holds as many numbers as there are values; [samples] when none is given
   */
  public Batch wholes(String name, long[] values, long... shape) {
    return add(name, values, values.length, shape);
  }

  /**
   * Adds ids to be looked up in one or more tables, from 0 to one less than a table's rows.
   *
   * @param name not blank, new
   * @param shape holds as many numbers as there are ids; [samples] when none is given
   */
  public Batch ids(String name, int[] ids, long... shape) {
    return add(name, ids, ids.length, shape);
  }

  private Batch add(String name, Object values, int length, long[] given) {
    long[] shape = given.length == 0 ? new long[] {samples} : given.clone();
    long count = 1;
    for (long axis : shape) {
      count = axis < 0 ? -1 : Math.multiplyExact(count, axis);
      if (count < 0) {
        break;
      }
    }
    if (count != length) {
      throw new IllegalArgumentException(
          "input '%s' has %d values, which are not of shape %s"
              .formatted(name, length, Arrays.toString(shape)));
    }
    if (name.isBlank() || inputs.putIfAbsent(name, new Input(values, shape)) != null) {
      throw new IllegalArgumentException(
          "the name of an input must be new and not blank, was '%s'".formatted(name));
    }
    return this;
  }

  /** An input; throws when there is none of this name. */
  Input input(String name) {
    Input input = inputs.get(name);
    if (input == null) {
      throw new IllegalArgumentException(
          "the batch lacks the input '%s', it has %s".formatted(name, inputs.keySet()));
    }
    return input;
  }

  Map<String, Input> inputs() {
    return inputs;
  }
}
