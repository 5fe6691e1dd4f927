package io.llmrec.embed.jsonconstraint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Within an object of any fields, none twice.
 *
 * @param names that are taken
 */
record MapState(Shapes.Anything value, Set<String> names, Place place, JsonState after, int blanks)
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
      return new MapState(value, names, place, after, blanks + 1);
    }
    if (b == '}') {
      return place == Place.COMMA ? null : after;
    }
    if (place == Place.BEHIND) {
      return b == ',' && names.size() < JsonShape.MAX_ELEMENTS
          ? new MapState(value, names, Place.COMMA, after, 0)
          : null;
    }
    return b == '"' ? new Name(this, "", TextState.PLAIN) : null;
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public void close(StringBuilder bytes) {
    if (place == Place.COMMA) {
      bytes.append('"');
      new Name(this, "", TextState.PLAIN).close(bytes);
    } else {
      bytes.append('}');
      after.close(bytes);
    }
  }

  @Override
  public Object signature() {
    return List.of("map", value, place, blanks, after.signature());
  }

  /** Within a name, which has no escapes, so that it is spelled in one way only. */
  record Name(MapState map, String written, TextState.Inside inside) implements JsonState {

    private static final int MAX_LENGTH = 96;

    @Override
    public @Nullable JsonState next(int b) {
      boolean plain = inside.kind() == TextState.Kind.PLAIN;
      if (plain && b == '"') {
        return map.names().contains(written) ? null : behind(written);
      }
      if ((plain && (b == '\\' || written.length() > MAX_LENGTH))) {
        return null;
      }
      return new TextState(1, inside, JsonState.END).next(b) instanceof TextState text
          ? new Name(map, written + (char) b, text.inside())
          : null;
    }

    private JsonState behind(String name) {
      Set<String> taken = new HashSet<>(map.names());
      taken.add(name);
      JsonState rest = new MapState(map.value(), Set.copyOf(taken), Place.BEHIND, map.after(), 0);
      return new ColonState(map.value(), rest, 0);
    }

    @Override
    public boolean complete() {
      return false;
    }

    @Override
    public void close(StringBuilder bytes) {
      StringBuilder name = new StringBuilder();
      if (inside.kind() == TextState.Kind.BYTES) {
        name.append((char) inside.least()).append("\u0080".repeat(inside.count() - 1));
      }
      for (char c = 'a'; map.names().contains(written + name); c++) {
        name.append(c);
      }
      bytes.append(name).append('"');
      behind(written + name).close(bytes);
    }

    @Override
    public Object signature() {
      boolean full = written.length() > MAX_LENGTH;
      int room = full ? 0 : Math.min(MAX_LENGTH, MAX_LENGTH + 1 - written.length());
      return List.of("name", room, inside, map.value(), map.after().signature());
    }
  }
}
