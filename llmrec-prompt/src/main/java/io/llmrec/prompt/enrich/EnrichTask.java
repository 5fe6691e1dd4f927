package io.llmrec.prompt.enrich;

import java.util.function.Function;

/**
 * What a model is asked about each subject, and what is kept of its replies: the recipe of one kind
 * of enrichment. {@link Enricher} carries it out.
 *
 * @param <S> what is asked about: an item, a user, a category
 * @param <T> the form of the reply: one JSON object with exactly the components of this record
 * @param name what the log and the fingerprint call it, with a version that changes when the checks
 *     do
 * @param prompts the prompts, which say themselves which JSON they want
 * @param reply the form of the reply
 * @param input what the model is told of a subject
 * @param acceptance decides what is kept of a reply
 */
public record EnrichTask<S, T extends Record>(
    String name,
    TaskPrompts prompts,
    Class<T> reply,
    Function<? super S, TaskInput> input,
    Acceptance<? super S, T> acceptance) {

  /** Checks the name. */
  public EnrichTask {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a task must not be blank");
    }
  }
}
