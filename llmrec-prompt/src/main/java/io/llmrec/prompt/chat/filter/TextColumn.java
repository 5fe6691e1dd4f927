package io.llmrec.prompt.chat.filter;

import io.llmrec.prompt.chat.search.WordIndex;
import java.util.BitSet;
import java.util.List;

/** Texts that are found by their words. */
final class TextColumn implements Column {

  private final Field field;
  private final WordIndex words;

  private TextColumn(Field field, WordIndex words) {
    this.field = field;
    this.words = words;
  }

  static TextColumn of(FieldSource source, List<List<String>> texts) {
    Field field = new Field(source.name(), FieldType.TEXT, "", "", List.of(), texts.size());
    return new TextColumn(
        field, WordIndex.of(texts.stream().map(list -> String.join("\n", list)).toList()));
  }

  @Override
  public Field field() {
    return field;
  }

  @Override
  public Filter.Test check(Filter.Test test) {
    Column.requireOp(field, test);
    return new Filter.Test(field.name(), test.op(), test.values());
  }

  @Override
  public BitSet select(Filter.Test test) {
    return words.withAll(test.value());
  }

  @Override
  public boolean passes(Filter.Test test, int row) {
    return words.hasAll(test.value(), row);
  }
}
