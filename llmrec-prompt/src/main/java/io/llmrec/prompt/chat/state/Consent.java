package io.llmrec.prompt.chat.state;

/** Whether what a user says may outlive the conversation. */
public enum Consent {
  /** It may not: the long-term profile is neither read nor written. */
  NONE,
  /** The user agreed that wishes and reactions are kept. */
  GIVEN
}
