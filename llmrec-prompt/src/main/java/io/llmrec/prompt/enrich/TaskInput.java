package io.llmrec.prompt.enrich;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.prompt.Language;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model is told of one subject.
 *
 * @param id names the subject in logs and failures; never part of the prompt
 * @param language the language it seems to be written in
 * @param values what fills the prompt's places, made harmless already
 * @param texts every text the model is told, for checks of what it answers
 */
public record TaskInput(
    String id, Language language, Map<String, String> values, List<String> texts) {

  /** Takes copies. */
  public TaskInput {
    values = Map.copyOf(values);
    texts = List.copyOf(texts);
  }

  /** SHA-256 in hex over the values in the order of their names. */
  public String hash() {
    return Fingerprint.of(new TreeMap<>(values).values().toArray(String[]::new));
  }
}
