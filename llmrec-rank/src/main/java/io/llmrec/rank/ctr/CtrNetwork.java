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
import org.jspecify.annotations.Nullable;

/** A CTR model's weights and graph. */
final class CtrNetwork implements TrainableNetwork, RowTower {

  /** The name of the graph's output. */
  static final String LOGIT = "logit";

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
    Value logit = logit(script);
    script.output(LOGIT, () -> logit);
    script.loss(
        () ->
            script
                .method()
                .op("torch.binary_cross_entropy_with_logits", logit, script.input(LABEL)));
  }

  @Override
  public int width() {
    return head.hiddenWidth();
  }

  @Override
  public Value write(NetworkScript script) {
    return head.hidden(script, joined(script));
  }

  private Value joined(NetworkScript script) {
    List<Value> parts = fields.stream().map(field -> field.script(script)).toList();
    return RowList.joined(script, parts);
  }

  private Value logit(NetworkScript script) {
    Value x = joined(script);
    return script.method().op("torch.squeeze", head.script(script, x), 1);
  }

  /** What the graph's output needs of some samples. */
  Batch batch(int[][] rows, @Nullable Draws draws) {
    Batch batch = new Batch(rows.length);
    fields.forEach(field -> field.fill(batch, rows, draws));
    return batch;
  }

  @Override
  public void fill(Batch batch, int[][] rows, Draws draws) {
    fields.forEach(field -> field.fill(batch, rows, draws));
  }

  /** What the graph's loss needs, too. */
  Batch batch(int[][] rows, float[] labels, Draws draws) {
    return batch(rows, draws).floats(LABEL, labels);
  }
}
