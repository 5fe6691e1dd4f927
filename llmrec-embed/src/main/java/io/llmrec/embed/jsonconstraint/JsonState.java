package io.llmrec.embed.jsonconstraint;

import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON text. Immutable; places from which the same bytes may follow have equal
 * signatures, apart from names that an object must not repeat.
 */
interface JsonState {

  /** The place behind one more byte, 0 to 255, or null where it may not come. */
  @Nullable JsonState next(int b);

  /** Whether the text may end here. */
  boolean complete();

  /** Adds the shortest way to an end. */
  void close(StringBuilder bytes);

  /** See above. */
  Object signature();

  /** Behind the whole text. */
  JsonState END =
      new JsonState() {
        @Override
        public @Nullable JsonState next(int b) {
          return null;
        }

        @Override
        public boolean complete() {
          return true;
        }

        @Override
        public void close(StringBuilder bytes) {}

        @Override
        public Object signature() {
          return "end";
        }
      };

  /** White space is for reading only, so only this much in a row. */
  int MAX_BLANKS = 12;

  /** Whether a byte is white space that may still come. */
  static boolean isBlank(int b, int blanks) {
    return (b == ' ' || b == '\n') && blanks < MAX_BLANKS;
  }
}
