package io.llmrec.prompt.ngram;

import io.llmrec.core.llm.ScoringLanguageModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model of token sequences learned from texts: interpolated, modified Kneser-Ney smoothing (Chen
 * and Goodman, "An empirical study of smoothing techniques for language modeling", 1999) over one
 * to three tokens. English is read word by word, Chinese character by character.
 *
 * <p>It tells a fluent title from a heap of words. Perplexities compare only within one model: they
 * depend on the vocabulary. A text scores better when the model has seen it, so train on other
 * texts than those to be judged, or on enough of them that one does not matter.
 *
 * <p>The end of a text is a token too and is scored; a token the model has never seen has the
 * probability of one unknown word. Immutable and safe for use by several threads. Memory: some 12
 * bytes for each slot of its tables, at most four slots for each different run of three tokens.
 */
public final class NGramModel implements ScoringLanguageModel {

  /** Bits of a token in a key. */
  static final int BITS = 21;

  private static final int MAX_ORDER = 3;
  private static final int MAX_VOCABULARY = 1 << BITS;
  private static final int UNKNOWN = 1;
  private static final int BEGIN = 2;
  private static final int END = 3;
  private static final int FIRST_WORD = 4;

  private final Map<String, Integer> vocabulary;
  private final List<Level> levels;

  private NGramModel(Map<String, Integer> vocabulary, List<Level> levels) {
    this.vocabulary = vocabulary;
    this.levels = levels;
  }

  /** A model over runs of three tokens. */
  public static NGramModel train(Iterable<String> texts) {
    return train(texts, MAX_ORDER);
  }

  /**
   * A model over runs of {@code order} tokens.
   *
   * @param texts at least one with a token in it
   * @param order 1 to 3
   * @throws IllegalArgumentException when there is nothing to learn from, or more than 2 million
   *     different tokens
   */
  public static NGramModel train(Iterable<String> texts, int order) {
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException("order must be 1 to 3, was " + order);
    }
    Map<String, Integer> vocabulary = new HashMap<>();
    LongCounts longest = new LongCounts();
    for (String text : texts) {
      List<String> tokens = Tokens.of(text);
      if (!tokens.isEmpty()) {
        int[] ids = ids(tokens, token -> number(vocabulary, token));
        for (int at = MAX_ORDER - 1; at < ids.length; at++) {
          longest.increment(key(ids, at, order));
        }
      }
    }
    if (vocabulary.isEmpty()) {
      throw new IllegalArgumentException("texts must hold at least 1 token, held none");
    }
    List<Level> levels = new ArrayList<>();
    levels.add(new Level(longest));
    LongCounts counts = longest;
    for (int length = order - 1; length >= 1; length--) {
      counts = continuations(counts, length);
      levels.add(0, new Level(counts));
    }
    return new NGramModel(vocabulary, levels);
  }

  /** How many different tokens stand before each shorter n-gram. */
  private static LongCounts continuations(LongCounts longer, int length) {
    long mask = (1L << (BITS * length)) - 1;
    LongCounts shorter = new LongCounts();
    longer.forEachKey(key -> shorter.increment(key & mask));
    return shorter;
  }

  private static int number(Map<String, Integer> vocabulary, String token) {
    int next = vocabulary.size() + FIRST_WORD;
    if (next >= MAX_VOCABULARY) {
      throw new IllegalArgumentException(
          "texts must hold fewer than " + MAX_VOCABULARY + " different tokens");
    }
    Integer known = vocabulary.putIfAbsent(token, next);
    return known == null ? next : known;
  }

  /** The tokens' numbers between two beginnings and an end. */
  private static int[] ids(List<String> tokens, ToIntFunction<String> numbering) {
    int[] ids = new int[tokens.size() + MAX_ORDER];
    ids[0] = BEGIN;
    ids[1] = BEGIN;
    for (int i = 0; i < tokens.size(); i++) {
      ids[i + 2] = numbering.applyAsInt(tokens.get(i));
    }
    ids[ids.length - 1] = END;
    return ids;
  }

  private static long key(int[] ids, int at, int length) {
    long key = 0;
    for (int i = at - length + 1; i <= at; i++) {
      key = (key << BITS) | ids[i];
    }
    return key;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The tokens of a text are those of its words and its end, so that an empty text has one.
   */
  @Override
  public List<TextScore> score(List<String> texts) {
    return texts.stream().map(this::score).toList();
  }

  private TextScore score(String text) {
    int[] ids = ids(Tokens.of(text), token -> vocabulary.getOrDefault(token, UNKNOWN));
    double sum = 0;
    for (int at = MAX_ORDER - 1; at < ids.length; at++) {
      sum += Math.log(probability(ids, at));
    }
    return new TextScore(Math.min(0, sum), ids.length - (MAX_ORDER - 1));
  }

  private double probability(int[] ids, int at) {
    double probability = 1.0 / outcomes();
    for (int length = 1; length <= levels.size(); length++) {
      probability = levels.get(length - 1).probability(key(ids, at, length), probability);
    }
    return probability;
  }

  /** All that can come next: each known token, an unknown one, the end. */
  private int outcomes() {
    return vocabulary.size() + 2;
  }

  /**
   * The probability that a token comes next.
   *
   * @param context the text before it; its last two tokens count
   * @param next one token; null for the end of the text
   */
  double probability(String context, @Nullable String next) {
    List<String> tokens = new ArrayList<>(Tokens.of(context));
    int[] ids = ids(tokens, token -> vocabulary.getOrDefault(token, UNKNOWN));
    ids[ids.length - 1] = next == null ? END : vocabulary.getOrDefault(next, UNKNOWN);
    return probability(ids, ids.length - 1);
  }

  /** How many different tokens it has seen. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  @Override
  public String toString() {
    return "NGramModel[order %d, %d tokens]".formatted(levels.size(), vocabulary.size());
  }
}
