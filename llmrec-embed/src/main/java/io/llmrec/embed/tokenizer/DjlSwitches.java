package io.llmrec.embed.tokenizer;

import org.jspecify.annotations.Nullable;

/**
 * Keeps DJL from the network: its classes look for a cloud instance and report to a server when
 * they are loaded, and load models by name from a hub. What the host has set by itself is left as
 * it is.
 */
public final class DjlSwitches {

  private DjlSwitches() {}

  /** To be called before the first DJL class is touched; does nothing the second time. */
  public static void offline() {
    setUnlessSet("OPT_OUT_TRACKING", "OPT_OUT_TRACKING");
    setUnlessSet("ai.djl.offline", "DJL_OFFLINE");
  }

  private static void setUnlessSet(String property, String variable) {
    String set = firstSet(System.getProperty(property), System.getenv(variable));
    if (set == null) {
      System.setProperty(property, "true");
    }
  }

  private static @Nullable String firstSet(@Nullable String property, @Nullable String variable) {
    return property != null ? property : variable;
  }
}
