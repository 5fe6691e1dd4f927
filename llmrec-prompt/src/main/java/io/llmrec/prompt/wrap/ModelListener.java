package io.llmrec.prompt.wrap;

/**
 * Is told of each call of a {@link ListeningModel}, on the caller's thread once the call has ended.
 *
 * <p>Must be safe for use by several threads, and quick.
 */
@FunctionalInterface
public interface ModelListener {

  /**
   * A call has ended, with a reply or a failure. What this throws is logged and goes no further.
   */
  void onCall(ModelCallEvent event);
}
