package io.llmrec.rank.train;

import io.llmrec.core.compute.Draws;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dense weights of a network: named arrays in row-major order.
 *
 * <p>Training changes the arrays in place. Not safe for use by several threads while it does;
 * reading afterwards is.
 */
public final class Weights {

  private final long seed;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(int[] shape, float[] values) {}

  /**
   * No weights yet.
   *
   * @param seed of the first values; each weight draws by its name, so that adding one changes no
   *     other
   */
  public Weights(long seed) {
    this.seed = seed;
  }

  /**
   * Adds a weight.
   *
   * @param name not blank, new
   * @param shape each axis at least 1
   */
  public Weights add(String name, Initializer initializer, int... shape) {
    float[] values = new float[Shapes.count("weight '" + name + "'", shape)];
    initializer.fill(values, 0, values.length, shape, Draws.of(seed, name.hashCode()));
    return put(name, values, shape);
  }

  /**
   * Adds a weight with values at hand; the array is kept, not copied.
   *
   * @param name not blank, new
   */
  public Weights put(String name, float[] values, int... shape) {
    if (name.isBlank() || entries.containsKey(name)) {
      throw new IllegalArgumentException(
          "the name of a weight must be new and not blank, was '%s'".formatted(name));
    }
    int count = Shapes.count("weight '" + name + "'", shape);
    if (count != values.length) {
      throw new IllegalArgumentException(
          "weight '%s' must have %d values, has %d".formatted(name, count, values.length));
    }
    entries.put(name, new Entry(shape.clone(), values));
    return this;
  }

  /** The names in the order in which they were added. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** Whether there is a weight of this name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * The values of a weight: the array itself, which training changes.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public float[] values(String name) {
    return entry(name).values();
  }

  /**
   * The length of each axis, the outputs first.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public int[] shape(String name) {
    return entry(name).shape().clone();
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "there is no weight '%s', there are %s".formatted(name, entries.keySet()));
    }
    return entry;
  }

  /** How many numbers there are. */
  public long size() {
    return entries.values().stream().mapToLong(entry -> entry.values().length).sum();
  }
}
