package io.llmrec.prompt.chat.filter;

import java.util.List;

/**
 * A condition on an item's fields. Immutable; a tree of at most {@value #MAX_DEPTH} levels and
 * {@value #MAX_TESTS} tests.
 */
public sealed interface Filter permits Filter.Test, Filter.All, Filter.Any, Filter.Not {

  /** The most levels of a tree. */
  int MAX_DEPTH = 5;

  /** The most tests in a tree. */
  int MAX_TESTS = 32;

  /** The most values of one test. */
  int MAX_VALUES = 32;

  /**
   * A test of one field. An item without the field passes {@link Op#NOT_EQUAL} alone.
   *
   * @param field its name
   * @param op how it is compared
   * @param values with what: one value, or up to {@value #MAX_VALUES} for {@link Op#IN}
   */
  record Test(String field, Op op, List<String> values) implements Filter {

    /** Checks how many values there are and takes a copy of them. */
    public Test {
      values = List.copyOf(values);
      int most = op == Op.IN ? MAX_VALUES : 1;
      if (values.isEmpty() || values.size() > most) {
        throw new IllegalArgumentException(
            "%s takes 1 to %d values, was given %d".formatted(op.symbol(), most, values.size()));
      }
    }

    /** The first value. */
    public String value() {
      return values.get(0);
    }
  }

  /**
   * All of several conditions.
   *
   * @param parts at least 1
   */
  record All(List<Filter> parts) implements Filter {

    /** Takes a copy of the list. */
    public All {
      parts = checked(parts);
    }
  }

  /**
   * At least one of several conditions.
   *
   * @param parts at least 1
   */
  record Any(List<Filter> parts) implements Filter {

    /** Takes a copy of the list. */
    public Any {
      parts = checked(parts);
    }
  }

  /**
   * The opposite of a condition.
   *
   * @param part what must not hold
   */
  record Not(Filter part) implements Filter {}

  /** A test of one field against one value. */
  static Filter test(String field, Op op, String value) {
    return new Test(field, op, List.of(value));
  }

  private static List<Filter> checked(List<Filter> parts) {
    if (parts.isEmpty() || parts.size() > MAX_TESTS) {
      throw new IllegalArgumentException(
          "and, or take 1 to %d conditions, were given %d".formatted(MAX_TESTS, parts.size()));
    }
    return List.copyOf(parts);
  }
}
