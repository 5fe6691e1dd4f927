package io.llmrec.core.recall;

import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.WeightedEmbedding;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.function.Function;

/** Items near each of several vectors of the user; see {@link Recaller#nearestToEach}. */
final class NearestToEachRecaller implements Recaller, NeedsVectors {

  private final Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder;
  private final int limit;

  NearestToEachRecaller(
      Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder, int limit) {
    this.encoder = encoder;
    this.limit = Shared.limit(limit);
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    List<WeightedEmbedding> vectors =
        encoder
            .apply(context.prepared().vectors())
            .encode(List.of(context.request().user()))
            .get(0);
    if (vectors.isEmpty()) {
      return List.of();
    }
    List<List<Candidate>> lists =
        Search.explained(context, vectors.stream().map(WeightedEmbedding::vector).toList(), limit);
    double[] shares = vectors.stream().mapToDouble(WeightedEmbedding::weight).toArray();
    return Places.share(lists, shares, limit);
  }
}
