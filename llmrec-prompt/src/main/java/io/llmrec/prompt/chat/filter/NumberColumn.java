package io.llmrec.prompt.chat.filter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Numbers, or days as numbers; NaN where an item has none. */
final class NumberColumn implements Column {

  private static final int MAX_CHARS = 32;

  private final Field field;
  private final double[] values;

  /** The rows in the order of their values. */
  private final int[] sorted;

  /** How many rows have a value. */
  private final int known;

  private NumberColumn(Field field, double[] values) {
    this.field = field;
    this.values = values;
    this.known = (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    this.sorted =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> values[row]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** The first value of each row that can be read. */
  static NumberColumn of(FieldSource source, List<List<String>> texts) {
    double[] values = new double[texts.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = first(source.type(), texts.get(row));
    }
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    double least = Arrays.stream(known).min().orElse(Double.NaN);
    double most = Arrays.stream(known).max().orElse(Double.NaN);
    int distinct = (int) Arrays.stream(known).distinct().count();
    FieldType type = source.type();
    Field field =
        new Field(source.name(), type, write(type, least), write(type, most), List.of(), distinct);
    return new NumberColumn(field, values);
  }

  private static double first(FieldType type, List<String> texts) {
    for (String text : texts) {
      Double value = parse(type, text);
      if (value != null) {
        return value;
      }
    }
    return Double.NaN;
  }

  /** A value of a type as a number; null when the text is none. */
  static @Nullable Double parse(FieldType type, String text) {
    String plain = text.strip();
    if (plain.isEmpty() || plain.length() > MAX_CHARS) {
      return null;
    }
    try {
      if (type == FieldType.DATE) {
        return (double) LocalDate.parse(plain).toEpochDay();
      }
      char last = plain.charAt(plain.length() - 1);
      double value = last >= '0' && last <= '9' ? Double.parseDouble(plain) : Double.NaN;
      return Double.isFinite(value) ? value + 0.0 : null;
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  private static String write(FieldType type, double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return type == FieldType.DATE
        ? LocalDate.ofEpochDay((long) value).toString()
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  @Override
  public Field field() {
    return field;
  }

  @Override
  public Filter.Test check(Filter.Test test) {
    Column.requireOp(field, test);
    return new Filter.Test(
        field.name(), test.op(), test.values().stream().map(this::checked).toList());
  }

  private String checked(String text) {
    Double value = parse(field.type(), text);
    if (value == null) {
      throw new FilterException(
          "field '%s' is %s from %s to %s, '%s' is none"
              .formatted(field.name(), field.type(), field.least(), field.most(), text));
    }
    return write(field.type(), value);
  }

  @Override
  public BitSet select(Filter.Test test) {
    double[] wanted = wanted(test);
    double limit = wanted[0];
    return switch (test.op()) {
      case LESS -> between(Double.NEGATIVE_INFINITY, Math.nextDown(limit));
      case AT_MOST -> between(Double.NEGATIVE_INFINITY, limit);
      case MORE -> between(Math.nextUp(limit), Double.POSITIVE_INFINITY);
      case AT_LEAST -> between(limit, Double.POSITIVE_INFINITY);
      case EQUAL, IN, CONTAINS -> oneOf(wanted);
      case NOT_EQUAL -> {
        BitSet others = oneOf(wanted);
        others.flip(0, values.length);
        yield others;
      }
    };
  }

  private BitSet oneOf(double[] wanted) {
    BitSet found = new BitSet(values.length);
    for (double value : wanted) {
      found.or(between(value, value));
    }
    return found;
  }

  /** The rows of values in a range; NaN, which is sorted last, is in none. */
  private BitSet between(double least, double most) {
    int from = firstAtLeast(least);
    int to = Math.min(known, firstAtLeast(Math.nextUp(most)));
    long[] bits = new long[(values.length + Long.SIZE - 1) / Long.SIZE];
    for (int i = from; i < to; i++) {
      bits[sorted[i] / Long.SIZE] |= 1L << sorted[i];
    }
    return BitSet.valueOf(bits);
  }

  /** The first place in the order whose value is not below a limit. */
  private int firstAtLeast(double limit) {
    int low = 0;
    int high = known;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[sorted[middle]] >= limit) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public boolean passes(Filter.Test test, int row) {
    return passes(test.op(), wanted(test), values[row]);
  }

  /** The value of a row, NaN where it has none. */
  double value(int row) {
    return values[row];
  }

  private double[] wanted(Filter.Test test) {
    return test.values().stream()
        .mapToDouble(
            text -> {
              Double value = parse(field.type(), text);
              return value == null ? Double.NaN : value;
            })
        .toArray();
  }

  /** NaN is never equal, less or more. */
  private static boolean passes(Op op, double[] wanted, double value) {
    double limit = wanted[0];
    return switch (op) {
      case EQUAL -> value == limit;
      case NOT_EQUAL -> value != limit;
      case LESS -> value < limit;
      case AT_MOST -> value <= limit;
      case MORE -> value > limit;
      case AT_LEAST -> value >= limit;
      case IN -> {
        for (double one : wanted) {
          if (value == one) {
            yield true;
          }
        }
        yield false;
      }
      case CONTAINS -> false;
    };
  }
}
