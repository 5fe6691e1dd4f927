package io.llmrec.embed.adaptor;

import java.util.List;

/**
 * A map and how it was found.
 *
 * @param map the one of the best epoch
 * @param bestEpoch 0 for the map it started from
 * @param validation mean reciprocal rank of the next item of each validation history after each
 *     epoch, the start first
 */
public record TrainedMixture(MixtureMap map, int bestEpoch, List<Double> validation) {

  /** Takes a copy of the list. */
  public TrainedMixture {
    validation = List.copyOf(validation);
  }
}
