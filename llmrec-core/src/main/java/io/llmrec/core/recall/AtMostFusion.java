package io.llmrec.core.recall;

import java.util.List;
import java.util.Map;

/** See {@link Fusion#atMost}. */
final class AtMostFusion implements Fusion {

  private final Map<String, Integer> quotas;
  private final Fusion fusion;

  AtMostFusion(Map<String, Integer> quotas, Fusion fusion) {
    this.quotas = Map.copyOf(quotas);
    this.fusion = fusion;
    this.quotas.forEach(
        (recaller, quota) -> {
          if (quota < 0) {
            throw new IllegalArgumentException(
                "quota of recaller '%s' must be at least 0, was %d".formatted(recaller, quota));
          }
        });
  }

  @Override
  public List<Candidate> fuse(List<Recalled> lists) {
    return fusion.fuse(lists.stream().map(this::cut).toList());
  }

  private Recalled cut(Recalled list) {
    int quota = quotas.getOrDefault(list.recaller(), Integer.MAX_VALUE);
    List<Candidate> kept = list.candidates();
    return new Recalled(list.recaller(), kept.subList(0, Math.min(quota, kept.size())));
  }
}
