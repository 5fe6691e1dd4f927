package io.llmrec.embed.jsonconstraint;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One reply that is held to a shape. Its length is watched: when the tokens that are left are just
 * enough to close what is open, they close it. For one thread.
 */
public final class JsonWalk {

  /** Draws that are thrown away before the reply is closed. */
  private static final int MAX_DRAWS = 16;

  /** Instead of a token: the reply is over. */
  public static final int OVER = -2;

  private final JsonConstraint constraint;
  private JsonState state;
  private int[] plan = new int[0];
  private int planned;

  JsonWalk(JsonConstraint constraint) {
    this.constraint = constraint;
    this.state = new ValueState(constraint.shape(), JsonState.END, 0);
  }

  /** The fewest tokens that the reply can end after, as far as is known. */
  public int cost() {
    return cost(state);
  }

  private int cost(JsonState place) {
    int[] tokens = constraint.trie().spelled(shortest(place));
    return tokens == null ? Integer.MAX_VALUE : tokens.length;
  }

  String shortest() {
    return shortest(state);
  }

  private static String shortest(JsonState place) {
    StringBuilder bytes = new StringBuilder();
    place.close(bytes);
    return bytes.toString();
  }

  /** Whether nothing more may come. */
  public boolean finished() {
    return state == JsonState.END;
  }

  /**
   * The next token.
   *
   * @param scores of all tokens
   * @param ends tokens that end a reply; one counts where the text may end
   * @param draw gives a token for scores, where those that are not possible are negative infinity,
   *     or a negative number
   * @param left how many tokens the reply may still have, this one included
   * @return a token, one of {@code ends} or {@link #OVER} when the reply is over, or another
   *     negative number where the scores hold no number at all
   */
  public int take(float[] scores, Set<Integer> ends, ToIntFunction<float[]> draw, int left) {
    if (planned < plan.length) {
      return follow(plan[planned++]);
    }
    float[] possible = possible(scores, ends);
    for (int i = 0; i < MAX_DRAWS; i++) {
      int token = draw.applyAsInt(possible);
      if (token < 0) {
        break;
      }
      if (ends.contains(token)) {
        return token;
      }
      JsonState next = after(token);
      if (next != null && cost(next) < left) {
        state = next;
        return token;
      }
      possible[token] = Float.NEGATIVE_INFINITY;
    }
    return close(scores);
  }

  private float[] possible(float[] scores, Set<Integer> ends) {
    BitSet allowed = constraint.allowed(state);
    float[] possible = new float[scores.length];
    Arrays.fill(possible, Float.NEGATIVE_INFINITY);
    for (int i = allowed.nextSetBit(0);
        i >= 0 && i < scores.length;
        i = allowed.nextSetBit(i + 1)) {
      possible[i] = scores[i];
    }
    if (state.complete()) {
      ends.stream().filter(end -> end < scores.length).forEach(end -> possible[end] = scores[end]);
    }
    return possible;
  }

  private int close(float[] scores) {
    boolean any = false;
    for (float score : scores) {
      any |= Float.isFinite(score);
    }
    int[] tokens = any ? constraint.trie().spelled(shortest()) : null;
    if (tokens == null) {
      return -1;
    }
    if (tokens.length == 0) {
      return OVER;
    }
    plan = tokens;
    planned = 1;
    return follow(tokens[0]);
  }

  private int follow(int token) {
    JsonState next = after(token);
    if (next == null) {
      throw new IllegalStateException("a text cannot be closed as planned");
    }
    state = next;
    return token;
  }

  private @Nullable JsonState after(int token) {
    JsonState place = state;
    for (byte b : constraint.trie().bytes(token)) {
      place = place.next(b & 0xFF);
      if (place == null) {
        return null;
      }
    }
    return place;
  }
}
