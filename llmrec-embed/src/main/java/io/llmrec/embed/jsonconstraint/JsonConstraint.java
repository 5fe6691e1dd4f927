package io.llmrec.embed.jsonconstraint;

import io.llmrec.embed.tokenizer.FileTokenizer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds replies to a shape: which tokens may come next at each place, found once and kept.
 *
 * <p>Safe for use by several threads. The masks of the {@value #MAX_MASKS} places that were used
 * last are kept, each of a bit for every token.
 */
public final class JsonConstraint {

  /** So many places are remembered. */
  static final int MAX_MASKS = 256;

  private final JsonShape shape;
  private final TokenTrie trie;
  private final Map<Object, BitSet> masks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, BitSet> eldest) {
          return size() > MAX_MASKS;
        }
      };

  private int made;

  private JsonConstraint(JsonShape shape, TokenTrie trie) {
    this.shape = shape;
    this.trie = trie;
    if (new JsonWalk(this).cost() == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the tokenizer has no tokens to write %s with".formatted(new JsonWalk(this).shortest()));
    }
  }

  /** What is known of a tokenizer, to be used for several shapes. */
  public static final class Tokens {

    private final TokenTrie trie;

    private Tokens(TokenTrie trie) {
      this.trie = trie;
    }

    /**
     * The tokens of a tokenizer.
     *
     * @param vocabulary how many of them the model knows
     * @throws IllegalArgumentException when its tokens do not make up texts one behind the other
     */
    public static Tokens of(FileTokenizer tokenizer, int vocabulary) {
      return new Tokens(new TokenTrie(TokenBytes.of(tokenizer, vocabulary)));
    }

    /**
     * A constraint.
     *
     * @throws IllegalArgumentException when there are no tokens for what the shape needs
     */
    public JsonConstraint to(JsonShape shape) {
      return new JsonConstraint(shape, trie);
    }
  }

  /** The beginning of a reply. */
  public JsonWalk walk() {
    return new JsonWalk(this);
  }

  JsonShape shape() {
    return shape;
  }

  TokenTrie trie() {
    return trie;
  }

  /** The tokens that may come next; not to be changed. */
  BitSet allowed(JsonState state) {
    Object signature = state.signature();
    synchronized (masks) {
      BitSet known = masks.get(signature);
      if (known != null) {
        return known;
      }
    }
    BitSet fresh = trie.allowed(state);
    synchronized (masks) {
      made++;
      masks.put(signature, fresh);
    }
    return fresh;
  }

  /** How many masks have been found out rather than remembered. */
  int masksMade() {
    synchronized (masks) {
      return made;
    }
  }
}
