package io.llmrec.prompt.chat.filter;

import io.llmrec.prompt.UntrustedText;
import io.llmrec.prompt.chat.search.WordIndex;
import io.llmrec.prompt.chat.search.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Names, numbered: for each the rows that have it. */
final class KeywordColumn implements Column {

  private static final int MAX_VALUE = 200;

  private final Field field;
  private final Map<String, Integer> numbers;
  private final List<String> names;
  private final int[][] rows;
  private final WordIndex words;
  private final int size;

  private KeywordColumn(
      Field field, Map<String, Integer> numbers, List<String> names, int[][] rows, int size) {
    this.field = field;
    this.numbers = numbers;
    this.names = names;
    this.rows = rows;
    this.words = WordIndex.of(names);
    this.size = size;
  }

  static KeywordColumn of(FieldSource source, List<List<String>> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> names = new ArrayList<>();
    List<List<Integer>> rows = new ArrayList<>();
    for (int row = 0; row < texts.size(); row++) {
      for (int number : numbered(texts.get(row), numbers, names)) {
        if (number == rows.size()) {
          rows.add(new ArrayList<>());
        }
        rows.get(number).add(row);
      }
    }
    int[][] sorted =
        rows.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    List<String> frequent =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparing(number -> -sorted[number].length))
            .limit(Field.MAX_FREQUENT)
            .map(names::get)
            .toList();
    Field field = new Field(source.name(), FieldType.KEYWORD, "", "", frequent, names.size());
    return new KeywordColumn(field, numbers, names, sorted, texts.size());
  }

  private static Set<Integer> numbered(
      List<String> values, Map<String, Integer> numbers, List<String> names) {
    Set<Integer> found = new LinkedHashSet<>();
    for (String value : values) {
      String name = UntrustedText.clean(value, MAX_VALUE);
      if (!name.isEmpty()) {
        Integer number = numbers.putIfAbsent(Words.fold(name), names.size());
        if (number == null) {
          names.add(name);
        }
        found.add(number == null ? names.size() - 1 : number);
      }
    }
    return found;
  }

  @Override
  public Field field() {
    return field;
  }

  @Override
  public Filter.Test check(Filter.Test test) {
    Column.requireOp(field, test);
    return new Filter.Test(
        field.name(),
        test.op(),
        test.values().stream().map(value -> checked(test.op(), value)).toList());
  }

  private String checked(Op op, String value) {
    if (op == Op.CONTAINS) {
      if (words.withAll(value).isEmpty()) {
        throw new FilterException(unknown(value));
      }
      return value;
    }
    Integer number = numbers.get(Words.fold(value));
    if (number == null) {
      throw new FilterException(unknown(value));
    }
    return names.get(number);
  }

  private String unknown(String value) {
    String near = nearest(value);
    return near == null
        ? "field '%s' has no value '%s'; frequent ones are %s"
            .formatted(field.name(), value, field.frequent())
        : "field '%s' has no value '%s'; the nearest is '%s', frequent ones are %s"
            .formatted(field.name(), value, near, field.frequent());
  }

  /** The name that shares the rarest words, else the one with the fewest changes. */
  @Nullable String nearest(String value) {
    return Nearest.of(value, names, words);
  }

  @Override
  public BitSet select(Filter.Test test) {
    BitSet wanted = matching(test);
    long[] bits = new long[(size + Long.SIZE - 1) / Long.SIZE];
    for (int name = wanted.nextSetBit(0); name >= 0; name = wanted.nextSetBit(name + 1)) {
      for (int row : rows[name]) {
        bits[row / Long.SIZE] |= 1L << row;
      }
    }
    BitSet found = BitSet.valueOf(bits);
    if (test.op() == Op.NOT_EQUAL) {
      found.flip(0, size);
    }
    return found;
  }

  @Override
  public boolean passes(Filter.Test test, int row) {
    boolean has =
        matching(test).stream().anyMatch(number -> Arrays.binarySearch(rows[number], row) >= 0);
    return has != (test.op() == Op.NOT_EQUAL);
  }

  /** The numbers of the names that a test speaks of. */
  private BitSet matching(Filter.Test test) {
    if (test.op() == Op.CONTAINS) {
      return words.withAll(test.value());
    }
    BitSet found = new BitSet(names.size());
    for (String value : test.values()) {
      Integer number = numbers.get(Words.fold(value));
      if (number != null) {
        found.set(number);
      }
    }
    return found;
  }
}
