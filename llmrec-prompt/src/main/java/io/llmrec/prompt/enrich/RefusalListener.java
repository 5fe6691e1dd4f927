package io.llmrec.prompt.enrich;

/**
 * Is told why an item gets no text. The summarizers of this package tell the model they were given,
 * when it is one of these.
 */
@FunctionalInterface
public interface RefusalListener {

  /** An item gets no text; called on the thread that asked the model about it. */
  void onRefused(String itemId, String reason);
}
