package io.llmrec.embed.jsonconstraint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Within an object of known fields.
 *
 * @param index of the first field that may still come
 */
record ObjectState(Shapes.ObjectOf object, int index, Place place, JsonState after, int blanks)
    implements JsonState {

  /** Where between two fields. */
  enum Place {
    /** Behind the bracket. */
    OPEN,
    /** Behind a value. */
    BEHIND,
    /** Behind a comma. */
    COMMA
  }

  @Override
  public @Nullable JsonState next(int b) {
    if (JsonState.isBlank(b, blanks)) {
      return new ObjectState(object, index, place, after, blanks + 1);
    }
    boolean more = index < object.fields().size();
    if (b == '}') {
      return place != Place.COMMA && object.mayEndAt(index) ? after : null;
    }
    if (place == Place.BEHIND) {
      return b == ',' && more ? new ObjectState(object, index, Place.COMMA, after, 0) : null;
    }
    return b == '"' && more ? new Key(object, index, "", after) : null;
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public void close(StringBuilder bytes) {
    if (place == Place.COMMA) {
      bytes.append('"');
      new Key(object, index, "", after).close(bytes);
    } else {
      fill(object, index, place == Place.OPEN, bytes);
      after.close(bytes);
    }
  }

  /** Adds the fields that are required from one on, and the bracket. */
  static void fill(Shapes.ObjectOf object, int index, Boolean first, StringBuilder bytes) {
    boolean comma = !first;
    for (int i = index; i < object.fields().size(); i++) {
      Shapes.Field field = object.fields().get(i);
      if (field.required()) {
        bytes.append(comma ? ",\"" : "\"").append(field.key()).append(':');
        ValueState.shortest(field.shape(), bytes);
        comma = true;
      }
    }
    bytes.append('}');
  }

  @Override
  public Object signature() {
    return List.of("object", object, index, place, blanks, after.signature());
  }

  /** Within a name. */
  record Key(Shapes.ObjectOf object, int index, String written, JsonState after)
      implements JsonState {

    @Override
    public @Nullable JsonState next(int b) {
      String longer = written + (char) b;
      List<Integer> left = new ArrayList<>();
      for (int i = index; i < object.choicesEnd(index); i++) {
        if (object.fields().get(i).key().startsWith(longer)) {
          left.add(i);
        }
      }
      if (left.isEmpty()) {
        return null;
      }
      int first = left.get(0);
      return object.fields().get(first).key().equals(longer)
          ? behind(first)
          : new Key(object, index, longer, after);
    }

    private JsonState behind(int field) {
      JsonState rest = new ObjectState(object, field + 1, Place.BEHIND, after, 0);
      return new ColonState(object.fields().get(field).shape(), rest, 0);
    }

    @Override
    public boolean complete() {
      return false;
    }

    @Override
    public void close(StringBuilder bytes) {
      for (int i = object.choicesEnd(index) - 1; i >= index; i--) {
        String key = object.fields().get(i).key();
        if (key.startsWith(written)) {
          bytes.append(key.substring(written.length()));
          behind(i).close(bytes);
          return;
        }
      }
    }

    @Override
    public Object signature() {
      return List.of("key", object, index, written, after.signature());
    }
  }
}
