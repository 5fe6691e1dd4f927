package io.llmrec.embed.jsonconstraint;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Before a value. */
record ValueState(JsonShape shape, JsonState after, int blanks) implements JsonState {

  private static final JsonShape ANY_TEXT = new Shapes.Text(JsonShape.MAX_TEXT);
  private static final JsonShape WORDS = new Shapes.Choice(List.of("true", "false", "null"));
  private static final JsonShape NUMBER = new Shapes.Numeric(false);

  @Override
  public @Nullable JsonState next(int b) {
    return JsonState.isBlank(b, blanks)
        ? new ValueState(shape, after, blanks + 1)
        : start(shape, b);
  }

  private @Nullable JsonState start(JsonShape kind, int b) {
    if (kind instanceof Shapes.Text text) {
      return b == '"' ? new TextState(text.maxLength(), TextState.PLAIN, after) : null;
    }
    if (kind instanceof Shapes.Choice choice) {
      return new ChoiceState(choice.literals(), "", after).next(b);
    }
    if (kind instanceof Shapes.Numeric number) {
      return NumberState.start(number.whole(), after, b);
    }
    if (kind instanceof Shapes.ListOf list) {
      return b == '[' ? new ListState(list, 0, true, after, 0) : null;
    }
    if (kind instanceof Shapes.ObjectOf object) {
      return b == '{' ? new ObjectState(object, 0, ObjectState.Place.OPEN, after, 0) : null;
    }
    if (kind instanceof Shapes.Either either) {
      return firstOf(either.shapes(), b);
    }
    return anything((Shapes.Anything) kind, b);
  }

  private @Nullable JsonState firstOf(List<JsonShape> shapes, int b) {
    for (JsonShape one : shapes) {
      JsonState state = start(one, b);
      if (state != null) {
        return state;
      }
    }
    return null;
  }

  private @Nullable JsonState anything(Shapes.Anything any, int b) {
    Shapes.Anything inner = new Shapes.Anything(any.depth() - 1, false);
    if (b == '{') {
      return any.depth() > 0 ? new MapState(inner, Set.of(), MapState.Place.OPEN, after, 0) : null;
    }
    if (any.objectOnly()) {
      return null;
    }
    return b == '[' && any.depth() > 0
        ? start(new Shapes.ListOf(inner, 0, JsonShape.MAX_ELEMENTS), b)
        : firstOf(List.of(ANY_TEXT, WORDS, NUMBER), b);
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public void close(StringBuilder bytes) {
    shortest(shape, bytes);
    after.close(bytes);
  }

  /** Adds the shortest value of a shape. */
  static void shortest(JsonShape shape, StringBuilder bytes) {
    if (shape instanceof Shapes.Text) {
      bytes.append("\"\"");
    } else if (shape instanceof Shapes.Choice choice) {
      bytes.append(ChoiceState.shortest(choice.literals()));
    } else if (shape instanceof Shapes.Numeric) {
      bytes.append('0');
    } else if (shape instanceof Shapes.ListOf list) {
      bytes.append('[');
      ListState.fill(list, 0, bytes);
    } else if (shape instanceof Shapes.ObjectOf object) {
      bytes.append('{');
      ObjectState.fill(object, 0, true, bytes);
    } else if (shape instanceof Shapes.Either either) {
      shortest(either.shapes().get(0), bytes);
    } else {
      bytes.append(((Shapes.Anything) shape).objectOnly() ? "{}" : "0");
    }
  }

  @Override
  public Object signature() {
    return List.of("value", shape, blanks, after.signature());
  }
}
