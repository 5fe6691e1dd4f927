package io.llmrec.embed.jvector;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * JVector says through java.util.logging which vector instructions it found, at warning level;
 * nobody can act on that. The level is left alone when the host has set one.
 */
final class JVectorLogging {

  /** Held because a logger without a strong reference forgets its level. */
  private static final Logger LOGGER = Logger.getLogger("io.github.jbellis.jvector");

  private JVectorLogging() {}

  static void quiet() {
    if (LOGGER.getLevel() == null) {
      LOGGER.setLevel(Level.SEVERE);
    }
  }
}
