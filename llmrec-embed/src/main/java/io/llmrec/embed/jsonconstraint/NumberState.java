package io.llmrec.embed.jsonconstraint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Within a number.
 *
 * @param whole whether it has neither point nor exponent
 * @param part where in it
 * @param digits of this part so far
 */
record NumberState(boolean whole, Part part, int digits, JsonState after) implements JsonState {

  /** Where in a number, with the most digits there. */
  enum Part {
    /** Behind the minus. */
    SIGN(0),
    /** Behind a leading 0. */
    ZERO(0),
    /** Before the point. */
    WHOLE(15),
    /** Behind the point. */
    FRACTION(6),
    /** Behind the E. */
    EXPONENT(0),
    /** Behind the sign of the exponent or in its digits. */
    POWER(2);

    private final int most;

    Part(int most) {
      this.most = most;
    }
  }

  static @Nullable JsonState start(Boolean whole, JsonState after, int b) {
    return b == '-'
        ? new NumberState(whole, Part.SIGN, 0, after)
        : new NumberState(whole, Part.SIGN, 0, after).digit(b);
  }

  private @Nullable JsonState digit(int b) {
    if (b < '0' || b > '9') {
      return null;
    }
    return switch (part) {
      case SIGN -> at(b == '0' ? Part.ZERO : Part.WHOLE, 1);
      case ZERO -> null;
      case EXPONENT -> at(Part.POWER, 1);
      default -> digits < part.most ? at(part, digits + 1) : null;
    };
  }

  private NumberState at(Part other, int count) {
    return new NumberState(whole, other, count, after);
  }

  private boolean mayEnd() {
    return digits > 0 || part == Part.ZERO;
  }

  @Override
  public @Nullable JsonState next(int b) {
    if (b >= '0' && b <= '9') {
      return digit(b);
    }
    if (b == '.' && !whole && (part == Part.ZERO || part == Part.WHOLE)) {
      return at(Part.FRACTION, 0);
    }
    if ((b == 'e' || b == 'E') && !whole && mayEnd() && part != Part.POWER) {
      return at(Part.EXPONENT, 0);
    }
    if ((b == '-' || b == '+') && part == Part.EXPONENT) {
      return at(Part.POWER, 0);
    }
    return mayEnd() ? after.next(b) : null;
  }

  @Override
  public boolean complete() {
    return mayEnd() && after.complete();
  }

  @Override
  public void close(StringBuilder bytes) {
    if (!mayEnd()) {
      bytes.append('0');
    }
    after.close(bytes);
  }

  @Override
  public Object signature() {
    return List.of("number", whole, part, digits, after.signature());
  }
}
