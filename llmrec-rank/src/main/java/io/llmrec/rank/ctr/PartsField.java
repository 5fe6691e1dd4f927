package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.feature.VectorFeature;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.ComputedHistory;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.network.HistoryAttention;
import io.llmrec.rank.network.Nonlinearity;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several vectors as the candidate sees them: those of the summaries of a long history's parts,
 * joined by target attention (the idea of Zhu et al., "Lifelong User Behavior Modeling with Large
 * Language Models" (LIBER), 2024).
 */
record PartsField(
    VectorFeature feature,
    KnowledgeRows rows,
    EmbeddingTable frozen,
    CategoryField candidate,
    RowList places)
    implements Field {

  private Dense projection() {
    return new Dense("parts." + name(), rows.width(), width(), Nonlinearity.NONE);
  }

  private HistoryAttention attention() {
    return HistoryAttention.of("attention." + name(), width());
  }

  @Override
  public String name() {
    return feature.name();
  }

  @Override
  public Side side() {
    return Side.PAIR;
  }

  @Override
  public int width() {
    return candidate.width();
  }

  @Override
  public void declare(Weights weights) {
    projection().declare(weights);
    attention().declare(weights);
  }

  @Override
  public Value script(NetworkScript script) {
    Value vectors = script.embedded(frozen.name(), Field.input(name()));
    Value projected = projection().script(script, vectors);
    Value mask = RowList.mask(script, Field.input(name()));
    return attention().script(script, candidate.script(script), projected, mask);
  }

  @Override
  public void fill(Batch batch, int[][] encoded, @Nullable Draws draws) {
    int longest = places.longest(encoded);
    batch.ids(Field.input(name()), places.ids(encoded, longest, 0), encoded.length, longest);
    places.fillMask(batch, encoded, longest, Field.input(name()));
  }

  @Override
  public ComputedField computed(Weights weights) {
    Computed projection = projection().computed(weights);
    ComputedHistory attention = attention().computed(weights);
    ComputedField query = candidate.computed(weights);
    return new SeenRows(row -> attention.of(projected(row, projection)), query, width());
  }

  private List<float[]> projected(int[] row, Computed projection) {
    List<float[]> projected = new ArrayList<>();
    for (int e = 0; e < places.count(row); e++) {
      float[] vector = new float[rows.width()];
      rows.copy(places.id(row, e, 0), vector, 0);
      float[] one = new float[width()];
      projection.apply(vector, one);
      projected.add(one);
    }
    return projected;
  }
}
