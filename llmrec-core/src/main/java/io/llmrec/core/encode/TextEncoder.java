package io.llmrec.core.encode;

import java.util.List;

/**
 * Turns texts into vectors: texts that mean alike lie close together.
 *
 * <p>Safe for use by several threads. The same text always gives the same vector, alone or in a
 * batch.
 */
@FunctionalInterface
public interface TextEncoder {

  /** One embedding per text, in the order given, all of one dimension; empty for no texts. */
  List<Embedding> encode(List<String> texts);
}
