package io.llmrec.embed.adaptor;

import io.llmrec.core.encode.Embedding;

/**
 * Makes vectors of one space into vectors of another.
 *
 * <p>Immutable and safe for use by several threads. The same vector always gives the same one.
 */
public interface VectorMap {

  /**
   * The vector's image.
   *
   * @throws IllegalArgumentException when it is not of the dimension that the map was made for
   */
  Embedding apply(Embedding vector);

  /**
   * The fingerprint of the encoder whose vectors the map was made for, empty where that had none.
   */
  String encoder();

  /** Names the kind of map, all that it was learned from, and the encoder. */
  String fingerprint();
}
