package io.llmrec.embed.jsonconstraint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between a name and its value. */
record ColonState(JsonShape shape, JsonState after, int blanks) implements JsonState {

  @Override
  public @Nullable JsonState next(int b) {
    if (JsonState.isBlank(b, blanks)) {
      return new ColonState(shape, after, blanks + 1);
    }
    return b == ':' ? new ValueState(shape, after, 0) : null;
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public void close(StringBuilder bytes) {
    bytes.append(':');
    new ValueState(shape, after, 0).close(bytes);
  }

  @Override
  public Object signature() {
    return List.of("colon", shape, blanks, after.signature());
  }
}
