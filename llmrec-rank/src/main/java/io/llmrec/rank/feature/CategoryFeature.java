package io.llmrec.rank.feature;

/**
 * See {@link Feature#category} and {@link Feature#categories}.
 *
 * <p>Categories that have no row of their own, and samples without the feature, get the row of the
 * unseen.
 *
 * @param name of the feature
 * @param side what it depends on
 * @param rule how categories get rows
 * @param most how many categories of a sample are kept, 1 to 1,000
 * @param unseenShare of the training samples shows the unseen in place of the category, 0 to below
 *     1, so that its row is learned and the others are not all that counts: a model that is to rank
 *     new items needs it on the item's id
 */
public record CategoryFeature(
    String name, Side side, VocabularyRule rule, int most, double unseenShare) implements Feature {

  /** Checks the ranges. */
  public CategoryFeature {
    Checks.name("a feature", name);
    Checks.range("the categories of '" + name + "'", most, 1, 1000);
    if (!(unseenShare >= 0 && unseenShare < 1)) {
      throw new IllegalArgumentException(
          "unseenShare of '%s' must be at least 0 and below 1, was %s"
              .formatted(name, unseenShare));
    }
  }

  /** The same with a row for what training shows {@code count} times or more. */
  public CategoryFeature minCount(int count) {
    return by(VocabularyRule.dictionary(rule.name(), count));
  }

  /** The same by hash. */
  public CategoryFeature hashed(int buckets, long seed) {
    return by(VocabularyRule.hashed(rule.name(), buckets, seed));
  }

  /** The same by another rule, for example that of a feature whose rows it shares. */
  public CategoryFeature by(VocabularyRule other) {
    return new CategoryFeature(name, side, other, most, unseenShare);
  }

  /** The same with a share of training samples that show the unseen. */
  public CategoryFeature unseen(double share) {
    return new CategoryFeature(name, side, rule, most, share);
  }
}
