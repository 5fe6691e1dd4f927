package io.llmrec.core.rank;

import io.llmrec.core.encode.Attention;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.WeightedEmbedding;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** See {@link Ranker#attention}. */
final class AttentionRanker implements Ranker {

  private final Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder;
  private final Attention attention;

  AttentionRanker(
      Function<? super ItemVectors, ? extends MultiVectorUserEncoder> encoder, double temperature) {
    this.encoder = encoder;
    this.attention = new Attention(temperature);
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    VectorTable vectors = context.prepared().vectors();
    List<WeightedEmbedding> points =
        encoder.apply(vectors).encode(List.of(context.request().user())).get(0);
    return candidates.stream().mapToDouble(one -> score(vectors.find(one.id()), points)).toArray();
  }

  private double score(@Nullable Embedding target, List<WeightedEmbedding> points) {
    if (target == null) {
      return 0;
    }
    return attention.pool(target, points).map(target::dot).orElse(0f);
  }
}
