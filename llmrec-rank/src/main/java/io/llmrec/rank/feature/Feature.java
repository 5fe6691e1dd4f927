package io.llmrec.rank.feature;

import java.util.List;

/** One named feature of a sample, before it has seen data. */
public sealed interface Feature
    permits CategoryFeature, NumberFeature, HistoryFeature, VectorFeature {

  /** Under which {@link Features} have its value; not blank. */
  String name();

  /** What it depends on. */
  Side side();

  /**
   * One category out of many, such as an id: text, a whole number or a truth value. By dictionary,
   * of all that training shows at least once.
   */
  static CategoryFeature category(String name, Side side) {
    return new CategoryFeature(name, side, VocabularyRule.dictionary(name, 1), 1, 0);
  }

  /** Several categories at once, such as genres; {@code most} are kept, the first ones. */
  static CategoryFeature categories(String name, Side side, int most) {
    return new CategoryFeature(name, side, VocabularyRule.dictionary(name, 1), most, 0);
  }

  /** A number, brought to mean 0 and deviation 1. */
  static NumberFeature number(String name, Side side) {
    return new NumberFeature(name, side, Scaling.STANDARD, 0);
  }

  /**
   * What the user did, oldest first, of which the last {@code longest} events are kept.
   *
   * @param fields of an {@link Event}, in order, each by the dictionary of its name: a field {@code
   *     item} shares rows with a category {@code item}
   */
  static HistoryFeature history(String name, int longest, String... fields) {
    return new HistoryFeature(name, Side.USER, longest, List.of(fields));
  }

  /** A vector made elsewhere, which training does not change, by the key of its entity. */
  static VectorFeature vector(String name, Side side, int dimension) {
    return new VectorFeature(name, side, dimension, 1);
  }

  /** Several vectors in order, such as those of the summaries of a long history's parts. */
  static VectorFeature vectors(String name, Side side, int dimension, int most) {
    return new VectorFeature(name, side, dimension, most);
  }
}
