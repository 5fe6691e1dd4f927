package io.llmrec.prompt.enrich;

/**
 * Decides what is kept of a reply. Safe for use by several threads; the same reply to the same
 * input always gives the same verdict.
 *
 * @param <S> what is asked about
 * @param <T> the form of the reply
 */
@FunctionalInterface
public interface Acceptance<S, T extends Record> {

  /** The verdict on a reply that has its form. */
  Verdict judge(S subject, TaskInput input, T reply);
}
