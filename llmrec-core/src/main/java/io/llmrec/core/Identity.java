package io.llmrec.core;

import io.llmrec.core.fingerprint.Fingerprinted;

/** By what a workspace recognises the thing that made its content. */
final class Identity {

  private Identity() {}

  /** Its own fingerprint, else its class; all lambdas look alike. */
  static String of(Object maker) {
    if (maker instanceof Fingerprinted known) {
      return known.fingerprint();
    }
    Class<?> type = maker.getClass();
    return type.isHidden() || type.isSynthetic() ? "lambda" : type.getName();
  }
}
