package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.feature.VectorFeature;
import io.llmrec.rank.network.ComputedExperts;
import io.llmrec.rank.network.HybridExperts;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the adaptor makes of one vector.
 *
 * @param at its place in an encoded row
 * @param frozen the vectors as a graph takes them
 */
record KnowledgeField(
    VectorFeature feature, KnowledgeRows rows, EmbeddingTable frozen, HybridExperts adaptor, int at)
    implements Field {

  @Override
  public String name() {
    return feature.name();
  }

  @Override
  public Side side() {
    return feature.side();
  }

  @Override
  public int width() {
    return adaptor.outputs();
  }

  @Override
  public void declare(Weights weights) {
    // All types of knowledge share the adaptor, which is declared once.
  }

  @Override
  public Value script(NetworkScript script) {
    Value vector = script.embedded(frozen.name(), Field.input(name()));
    return adaptor.script(script, name(), vector);
  }

  @Override
  public void fill(Batch batch, int[][] encoded, @Nullable Draws draws) {
    int[] ids = new int[encoded.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = encoded[i][at];
    }
    batch.ids(Field.input(name()), ids);
  }

  /** What the adaptor makes of a vector is kept: it does not depend on the rest of a sample. */
  @Override
  public ComputedField computed(Weights weights) {
    ComputedExperts experts = adaptor.computed(weights, name());
    AtomicReferenceArray<float @Nullable []> known = new AtomicReferenceArray<>(rows.rows());
    return (row, target, to) -> {
      float[] made = known.get(row[at]);
      if (made == null) {
        float[] vector = new float[rows.width()];
        rows.copy(row[at], vector, 0);
        made = new float[width()];
        experts.apply(vector, made);
        known.set(row[at], made);
      }
      System.arraycopy(made, 0, target, to, made.length);
    };
  }
}
