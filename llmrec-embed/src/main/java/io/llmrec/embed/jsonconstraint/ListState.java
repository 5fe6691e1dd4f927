package io.llmrec.embed.jsonconstraint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Within a list, where an element may begin or has ended.
 *
 * @param count elements before
 * @param open whether nothing has been written behind the bracket
 */
record ListState(Shapes.ListOf list, int count, boolean open, JsonState after, int blanks)
    implements JsonState {

  private static final int FAR = 256;

  @Override
  public @Nullable JsonState next(int b) {
    if (JsonState.isBlank(b, blanks)) {
      return new ListState(list, count, open, after, blanks + 1);
    }
    if (b == ']') {
      return count >= list.least() ? after : null;
    }
    if (count >= list.most()) {
      return null;
    }
    ListState behind = new ListState(list, count + 1, false, after, 0);
    ValueState element = new ValueState(list.element(), behind, 0);
    return open ? element.next(b) : b == ',' ? element : null;
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public void close(StringBuilder bytes) {
    fill(list, count, bytes);
    after.close(bytes);
  }

  /** Adds what is missing of a list. */
  static void fill(Shapes.ListOf list, int count, StringBuilder bytes) {
    for (int i = count; i < list.least(); i++) {
      bytes.append(i > 0 ? "," : "");
      ValueState.shortest(list.element(), bytes);
    }
    bytes.append(']');
  }

  @Override
  public Object signature() {
    int least = Math.max(0, list.least() - count);
    int most = list.most() - count;
    return List.of(
        "list",
        list.element(),
        Math.min(least, FAR),
        Math.min(most, FAR),
        open,
        blanks,
        after.signature());
  }
}
