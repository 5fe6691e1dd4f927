package io.llmrec.core.fingerprint;

/**
 * Something whose results are kept in a workspace and must be made again when it changes: an
 * encoder, a summarizer, an indexer.
 *
 * <p>Implementing this is optional. A workspace recognises an encoder that does not by the vector
 * it gives to a fixed probe item, and anything else by its class.
 */
@FunctionalInterface
public interface Fingerprinted {

  /**
   * Names the kind, the version and every setting and weight that changes the results; the same in
   * every JVM. Keys and passwords are never part of it.
   */
  String fingerprint();
}
