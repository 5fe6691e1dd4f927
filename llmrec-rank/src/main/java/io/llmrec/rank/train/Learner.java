package io.llmrec.rank.train;

import io.llmrec.embed.torch.TrainingModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does the steps of one training. */
final class Learner implements AutoCloseable {

  private final TrainableNetwork network;
  private final TrainingOptions options;
  private final NetworkGraph graph;
  private final GraphInputs inputs;
  private final Gradients gradients;
  private final TrainingModule module;
  private final Map<String, AdamW> dense = new LinkedHashMap<>();
  private final List<RowUpdate> rows = new ArrayList<>();

  Learner(TrainableNetwork network, TrainingOptions options) {
    this.network = network;
    this.options = options;
    this.graph = NetworkGraph.ofLoss(network);
    this.inputs = new GraphInputs(graph);
    this.gradients = new Gradients(graph);
    for (String name : graph.weights()) {
      boolean decays = network.weights().shape(name).length > 1;
      dense.put(
          name, new AdamW(network.weights().values(name), decays ? options.weightDecay() : 0));
    }
    for (EmbeddingTable table : graph.tables()) {
      if (table.trainable()) {
        rows.add(new RowUpdate(options.rows(), table));
      }
    }
    this.module = graph.inFile(file -> TrainingModule.open(file, options.compute()));
  }

  NetworkGraph graph() {
    return graph;
  }

  /** The optimizers of the dense weights by name. */
  Map<String, AdamW> dense() {
    return dense;
  }

  /** The optimizers of the tables. */
  List<RowUpdate> rows() {
    return rows;
  }

  /**
   * One step.
   *
   * @param step from 1 on
   * @param seed of what the graph draws
   * @return the loss before it
   */
  double step(Batch batch, long step, int seed) {
    double rate = options.learningRate() * options.schedule().factor(step - 1);
    inputs.fill(batch, network.weights());
    gradients.clear();
    float loss = module.run(seed, inputs.leaves(), inputs.others(), gradients);
    double norm = gradients.norm();
    if (!Float.isFinite(loss) || !Double.isFinite(norm)) {
      throw new IllegalStateException(
          "step %d failed at learning rate %s: the loss is %s, the largest gradient is of %s%s"
              .formatted(step, rate, loss, gradients.largest(), cause(batch)));
    }
    update((float) Math.min(1, options.clipNorm() / norm), rate, step);
    return loss;
  }

  private String cause(Batch batch) {
    for (Map.Entry<String, Batch.Input> input : batch.inputs().entrySet()) {
      if (input.getValue().values() instanceof float[] values) {
        for (int i = 0; i < values.length; i++) {
          if (!Float.isFinite(values[i])) {
            return "; input '%s' has %s at place %d".formatted(input.getKey(), values[i], i);
          }
        }
      }
    }
    return "";
  }

  private void update(float scale, double rate, long step) {
    int leaf = 0;
    for (AdamW one : dense.values()) {
      if (gradients.length(leaf) > 0) {
        one.step(gradients.of(leaf), scale, rate, step);
      }
      leaf++;
    }
    for (RowUpdate one : rows) {
      if (gradients.length(leaf) > 0) {
        RowMap map = inputs.map(one.table());
        one.step(map.unique(), map.count(), gradients.of(leaf), scale, rate, step);
      }
      leaf++;
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
