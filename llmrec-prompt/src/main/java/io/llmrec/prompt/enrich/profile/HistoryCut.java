package io.llmrec.prompt.enrich.profile;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.List;

/**
 * Cuts a history into what a model may be told and what samples may be made of (KAR): the first
 * {@code min(ceil(n / 2), cap)} events are knowledge, the others are samples. Events at the moment
 * of the cut stay together on the side of knowledge, so that no sample is as old as the knowledge.
 *
 * @param knowledge the user with the events that may be told
 * @param samples the later events
 */
public record HistoryCut(UserContext knowledge, List<Interaction> samples) {

  /** Takes a copy of the list. */
  public HistoryCut {
    samples = List.copyOf(samples);
  }

  /**
   * The cut of a history.
   *
   * @param cap the most events that are knowledge but for those of the same moment, at least 1
   */
  public static HistoryCut of(UserContext user, int cap) {
    if (cap < 1) {
      throw new IllegalArgumentException("cap must be at least 1, was " + cap);
    }
    List<Interaction> history = user.history();
    int cut = Math.min((history.size() + 1) / 2, cap);
    while (cut > 0
        && cut < history.size()
        && history.get(cut).time().equals(history.get(cut - 1).time())) {
      cut++;
    }
    UserContext knowledge = new UserContext(user.id(), user.attributes(), history.subList(0, cut));
    return new HistoryCut(knowledge, history.subList(cut, history.size()));
  }

  /** The time of the last event that may be told; {@link Instant#EPOCH} where there is none. */
  public Instant asOf() {
    List<Interaction> told = knowledge.history();
    return told.isEmpty() ? Instant.EPOCH : told.get(told.size() - 1).time();
  }
}
