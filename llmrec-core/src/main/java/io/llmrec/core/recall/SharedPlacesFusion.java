package io.llmrec.core.recall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** See {@link Fusion#interleaved}. */
final class SharedPlacesFusion implements Fusion {

  private final Map<String, Double> shares;

  SharedPlacesFusion(Map<String, Double> shares) {
    this.shares = Shared.weights("share", shares);
  }

  /** Places first, then reasons and sources from all lists, as every fusion keeps them. */
  @Override
  public List<Candidate> fuse(List<Recalled> lists) {
    double[] claims =
        lists.stream().mapToDouble(list -> shares.getOrDefault(list.recaller(), 1.0)).toArray();
    List<Candidate> order =
        Places.share(lists.stream().map(Recalled::candidates).toList(), claims, Integer.MAX_VALUE);
    Map<String, Candidate> whole = new HashMap<>();
    Fusing.fuse(lists, (list, rank) -> 0).forEach(one -> whole.put(one.id(), one));
    return order.stream()
        .map(one -> whole.getOrDefault(one.id(), one).withScore(one.score()))
        .toList();
  }
}
