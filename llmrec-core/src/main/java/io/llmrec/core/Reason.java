package io.llmrec.core;

import java.util.List;

/**
 * Why an item is on the list.
 *
 * @param text one sentence for a customer
 * @param facts what the sentence rests on, for whoever wants to check it
 */
public record Reason(String text, List<String> facts) {

  /** Takes a copy of the facts. */
  public Reason {
    facts = List.copyOf(facts);
  }
}
