package io.llmrec.rank.feature;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one sample, one user or one candidate, by the names of features. What a schema does
 * not name is passed over, so that the same values serve with and without a feature.
 *
 * <p>Immutable.
 */
public final class Features {

  private static final Features NONE = new Features(Map.of());

  private final Map<String, Object> values;

  private Features(Map<String, Object> values) {
    this.values = values;
  }

  /** No values: all of a schema's features are missing. */
  public static Features none() {
    return NONE;
  }

  /** Begins a set of values. */
  public static Builder builder() {
    return new Builder();
  }

  /** The value under a name, or null when it is missing. */
  @Nullable Object find(String name) {
    return values.get(name);
  }

  /** These values and others; where both have one, that of the others. */
  public Features and(Features others) {
    Map<String, Object> joined = new HashMap<>(values);
    joined.putAll(others.values);
    return new Features(joined);
  }

  @Override
  public String toString() {
    return "Features" + values.keySet();
  }

  /** Collects values. Not safe for use by several threads. */
  public static final class Builder {

    private final Map<String, Object> values = new HashMap<>();

    private Builder() {}

    /** A category, or the key of a vector. */
    public Builder text(String name, String value) {
      values.put(name, value);
      return this;
    }

    /** Several categories, or the keys of several vectors. */
    public Builder texts(String name, Collection<String> several) {
      values.put(name, List.copyOf(several));
      return this;
    }

    /** A number; NaN is a missing one. */
    public Builder number(String name, double value) {
      values.put(name, value);
      return this;
    }

    /** A category that is a whole number, or a number. */
    public Builder whole(String name, long value) {
      values.put(name, value);
      return this;
    }

    /** A history, oldest first. */
    public Builder history(String name, List<Event> events) {
      values.put(name, List.copyOf(events));
      return this;
    }

    /** The values collected so far. */
    public Features build() {
      return new Features(Map.copyOf(values));
    }
  }
}
