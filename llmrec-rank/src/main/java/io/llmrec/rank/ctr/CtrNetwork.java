package io.llmrec.rank.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.network.HybridExperts;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A CTR model's weights and graph. */
final class CtrNetwork implements TrainableNetwork {

  /** The name of the graph's output. */
  static final String LOGIT = "logit";

  /** The same where what the adaptor made of vectors comes in ready. */
  static final String SERVED_LOGIT = "served_logit";

  private static final String LABEL = "label";

  private final Weights weights;
  private final List<EmbeddingTable> tables;
  private final List<Field> fields = new ArrayList<>();
  private final Head head;

  CtrNetwork(FeatureEncoder encoder, CtrOptions options) {
    FieldFactory factory = new FieldFactory(encoder, options);
    fields.addAll(factory.fields());
    int count = fields.size();
    List<Field> knowledge = factory.knowledge();
    fields.addAll(knowledge);
    tables = factory.tables();
    int further = knowledge.stream().mapToInt(Field::width).sum();
    head = Head.of(options, new Head.Inputs(count, factory.width(), further));

    weights = new Weights(options.seed());
    fields.forEach(field -> field.declare(weights));
    HybridExperts adaptor = factory.adaptor();
    if (adaptor != null) {
      adaptor.declare(weights);
    }
    head.declare(weights);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public List<EmbeddingTable> tables() {
    return tables;
  }

  List<Field> fields() {
    return fields;
  }

  Head head() {
    return head;
  }

  @Override
  public void script(NetworkScript script) {
    script.output(LOGIT, () -> logit(script, field -> field.script(script)));
    script.output(SERVED_LOGIT, () -> logit(script, field -> served(script, field)));
    script.loss(
        () ->
            script
                .method()
                .op(
                    "torch.binary_cross_entropy_with_logits",
                    logit(script, field -> field.script(script)),
                    script.input(LABEL)));
  }

  private static Value served(NetworkScript script, Field field) {
    return field instanceof KnowledgeField
        ? script.input(Field.input(field.name()))
        : field.script(script);
  }

  private Value logit(NetworkScript script, Function<Field, Value> written) {
    Value x = RowList.joined(script, fields.stream().map(written).toList());
    return script.method().op("torch.squeeze", head.script(script, x), 1);
  }

  /** What the graph's output needs of some samples. */
  Batch batch(int[][] rows, @Nullable Draws draws) {
    Batch batch = new Batch(rows.length);
    fields.forEach(field -> field.fill(batch, rows, draws));
    return batch;
  }

  /** What the graph needs that takes knowledge ready. */
  static Batch servedBatch(ComputedNetwork computed, int[][] rows) {
    Batch batch = new Batch(rows.length);
    for (ComputedNetwork.Part part : computed.parts()) {
      Field field = part.source();
      if (field instanceof KnowledgeField) {
        float[] ready = new float[rows.length * field.width()];
        for (int i = 0; i < rows.length; i++) {
          part.field().apply(rows[i], ready, i * field.width());
        }
        batch.floats(Field.input(field.name()), ready, rows.length, field.width());
      } else {
        field.fill(batch, rows, null);
      }
    }
    return batch;
  }

  /** What the graph's loss needs, too. */
  Batch batch(int[][] rows, float[] labels, Draws draws) {
    return batch(rows, draws).floats(LABEL, labels);
  }
}
