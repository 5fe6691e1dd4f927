package io.llmrec.core.rank;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.encode.MultiItemVectors;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.WeightedEmbedding;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.function.Function;

/** See {@link Ranker#lateInteraction}. */
final class LateInteractionRanker implements Ranker {

  private final Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder;
  private final MultiItemVectors items;

  LateInteractionRanker(
      Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder,
      MultiItemVectors items) {
    this.encoder = encoder;
    this.items = items;
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    List<WeightedEmbedding> queries =
        encoder
            .apply(context.prepared().vectors())
            .encode(List.of(context.request().user()))
            .get(0);
    return candidates.stream()
        .mapToDouble(one -> similarity(queries, items.find(one.id())))
        .toArray();
  }

  private static double similarity(List<WeightedEmbedding> queries, List<Embedding> vectors) {
    if (queries.isEmpty() || vectors.isEmpty()) {
      return 0;
    }
    double sum = 0;
    double weights = 0;
    for (WeightedEmbedding query : queries) {
      double best = -1;
      for (Embedding vector : vectors) {
        best = Math.max(best, query.vector().dot(vector));
      }
      sum += query.weight() * best;
      weights += query.weight();
    }
    return sum / weights;
  }
}
