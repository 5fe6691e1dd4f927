package io.llmrec.prompt.enrich;

/**
 * Is told why an item gets no text. What asks a model in this package tells the model it was given,
 * when that is one of these.
 */
@FunctionalInterface
public interface RefusalListener {

  /** An item gets no text; called on the thread that asked the model about it. */
  void onRefused(String itemId, String reason);
}
