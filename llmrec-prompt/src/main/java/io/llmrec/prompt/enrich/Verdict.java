package io.llmrec.prompt.enrich;

/**
 * Whether a reply is kept.
 *
 * @param text what is kept of it; empty for a refusal
 * @param kind the kind of fault in a few words, under which refusals are counted; empty when kept
 * @param fault the fault of this reply, in words that help the model to correct it; empty when kept
 */
public record Verdict(String text, String kind, String fault) {

  /** Checks that there is a text or a fault. */
  public Verdict {
    if (text.isBlank() == (kind.isBlank() || fault.isBlank())) {
      throw new IllegalArgumentException("a verdict must have either a text or a kind and a fault");
    }
  }

  /** The reply is kept as this text, not blank. */
  public static Verdict keep(String text) {
    return new Verdict(text, "", "");
  }

  /** The reply is refused. */
  public static Verdict refuse(String kind, String fault) {
    return new Verdict("", kind, fault);
  }

  /** Whether the reply is kept. */
  public boolean kept() {
    return !text.isEmpty();
  }
}
