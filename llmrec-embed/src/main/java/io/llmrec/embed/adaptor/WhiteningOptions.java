package io.llmrec.embed.adaptor;

/**
 * Settings of {@link Whitening}.
 *
 * @param kind which of the whitened spaces
 * @param dimension of the images: that many of the strongest directions are kept; 0 for all
 * @param regularisation is added to each variance as a share of their mean, 0 to 1,000: more keeps
 *     weak directions, which are mostly noise, small
 */
public record WhiteningOptions(Kind kind, int dimension, double regularisation) {

  /** Whitened spaces, which differ by a rotation alone. */
  public enum Kind {
    /** Axes are the principal directions; can have fewer dimensions. */
    PCA,
    /** Of all whitened spaces the closest to the original one; always of its dimension. */
    ZCA
  }

  /** Checks the ranges. */
  public WhiteningOptions {
    if (dimension < 0) {
      throw new IllegalArgumentException("dimension must be at least 0, was " + dimension);
    }
    if (kind == Kind.ZCA && dimension != 0) {
      throw new IllegalArgumentException(
          "dimension must be 0 for ZCA, which keeps all, was " + dimension);
    }
    if (!(regularisation >= 0 && regularisation <= 1_000)) {
      throw new IllegalArgumentException("regularisation must be 0 to 1000, was " + regularisation);
    }
  }

  /** PCA of all dimensions, regularisation 0.1. */
  public static WhiteningOptions defaults() {
    return new WhiteningOptions(Kind.PCA, 0, 0.1);
  }
}
