package io.llmrec.rank.twotower;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.Optional;

/** See {@link TwoTowerModel#ranker}. */
record TowerRanker(TwoTowerModel model, SeenItems items) implements Ranker, Fingerprinted {

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    Optional<Embedding> user =
        new TowerUserEncoder(model, items).encode(List.of(context.request().user())).get(0);
    if (user.isEmpty()) {
      return new double[candidates.size()];
    }
    return items.vectors(candidates.stream().map(Candidate::item).toList()).stream()
        .mapToDouble(user.get()::dot)
        .toArray();
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }
}
