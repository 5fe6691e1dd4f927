package io.llmrec.embed.image;

import io.llmrec.core.encode.Embedding;
import java.util.List;

/**
 * Turns pictures into vectors: pictures that show alike things lie close together.
 *
 * <p>Safe for use by several threads. The same picture always gives the same vector, alone or in a
 * batch, but for rounding.
 */
@FunctionalInterface
public interface ImageEncoder {

  /**
   * One embedding per picture, in the order given, all of one dimension; empty for no pictures.
   *
   * @throws IllegalArgumentException when one is no picture, damaged or too large; names it
   */
  List<Embedding> encode(List<ImageSource> images);
}
