package io.llmrec.prompt.chat.simulate;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import io.llmrec.prompt.chat.simulate.SimulatedDialogue.End;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What simulated dialogues come to; intervals are of 10,000 resamples of the dialogues.
 *
 * @param dialogues all of them, in the order of their wish lists, at least 1
 * @param success share in which a target was offered before the user's patience was at its end
 * @param suited share in which an item was offered that has all that was wished for
 * @param turns answers per dialogue
 * @param tokens of the recommender's models per dialogue
 */
public record SimulationReport(
    List<SimulatedDialogue> dialogues,
    Interval success,
    Interval suited,
    Interval turns,
    Interval tokens) {

  private static final int ROUNDS = 10_000;

  /** Takes a copy of the list. */
  public SimulationReport {
    dialogues = List.copyOf(dialogues);
  }

  /**
   * The report of some dialogues.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static SimulationReport of(List<SimulatedDialogue> dialogues) {
    if (dialogues.isEmpty()) {
      throw new IllegalArgumentException("a report needs at least 1 dialogue, was given none");
    }
    return new SimulationReport(
        dialogues,
        mean(dialogues, dialogue -> dialogue.end() == End.FOUND ? 1 : 0),
        mean(dialogues, dialogue -> dialogue.suited() ? 1 : 0),
        mean(dialogues, SimulatedDialogue::turns),
        mean(dialogues, SimulatedDialogue::tokens));
  }

  private static Interval mean(
      List<SimulatedDialogue> dialogues, ToDoubleFunction<SimulatedDialogue> value) {
    return Bootstrap.mean(dialogues.stream().mapToDouble(value).toArray(), ROUNDS, 1);
  }

  /** How many dialogues ended in some way. */
  public int ended(End end) {
    return (int) dialogues.stream().filter(dialogue -> dialogue.end() == end).count();
  }

  /** Answers over all dialogues. */
  public int answers() {
    return dialogues.stream().mapToInt(SimulatedDialogue::turns).sum();
  }

  /** Items that were offered, over all dialogues. */
  public int offered() {
    return dialogues.stream().mapToInt(SimulatedDialogue::offered).sum();
  }

  /** Offered items that broke a must or an avoid which had been told. */
  public int violations() {
    return dialogues.stream().mapToInt(SimulatedDialogue::violations).sum();
  }

  /** What was named that does not exist, over all dialogues. */
  public List<String> ungrounded() {
    return dialogues.stream().flatMap(dialogue -> dialogue.ungrounded().stream()).toList();
  }

  /** Share of the dialogues with an answer in which all that was named exists; 1 for none. */
  public double groundedShare() {
    long named = dialogues.stream().filter(dialogue -> dialogue.turns() > 0).count();
    long bad = dialogues.stream().filter(dialogue -> !dialogue.ungrounded().isEmpty()).count();
    return named == 0 ? 1 : 1 - (double) bad / named;
  }

  /** Answers that did less than they were meant to. */
  public int degradedTurns() {
    return dialogues.stream().mapToInt(SimulatedDialogue::degradedTurns).sum();
  }

  /** How often users named a target, which was masked. */
  public int leaks() {
    return dialogues.stream().mapToInt(SimulatedDialogue::leaks).sum();
  }
}
