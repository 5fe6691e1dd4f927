package io.llmrec.core.baseline;

/**
 * Settings of {@link Baselines#itemKnn}.
 *
 * @param neighbours kept per item, at least 1
 * @param shrinkage with this many users in common a similarity counts half, at least 0
 */
public record ItemKnnOptions(int neighbours, double shrinkage) {

  /** Checks the settings. */
  public ItemKnnOptions {
    Checks.atLeast("neighbours", neighbours, 1);
    Checks.notNegative("shrinkage", shrinkage);
  }

  /** 20 neighbours, shrinkage 10. */
  public static ItemKnnOptions defaults() {
    return new ItemKnnOptions(20, 10);
  }
}
