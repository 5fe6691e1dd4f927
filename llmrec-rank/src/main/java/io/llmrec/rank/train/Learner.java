package io.llmrec.rank.train;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.embed.torch.TrainingModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does the steps of one training. */
final class Learner implements AutoCloseable {

  private static final int PROBED_STEPS = 200;

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

  /** Those of the last step: dense weights in the graph's order, then tables. */
  Gradients gradients() {
    return gradients;
  }

  /** All arrays that a step changes. */
  Parts parts() {
    Parts parts = new Parts();
    dense.forEach(
        (name, one) -> {
          parts.add("weight/" + name, network.weights().values(name));
          parts.add("first/" + name, one.first());
          parts.add("second/" + name, one.second());
        });
    for (RowUpdate one : rows) {
      String name = one.table().name();
      parts.add("table/" + name, one.table().values());
      for (int i = 0; i < one.state().size(); i++) {
        parts.add("beside%d/%s".formatted(i, name), one.state().get(i));
      }
    }
    return parts;
  }

  /** A hash over all that changes what the steps do, but for the data. */
  String identity() {
    Fingerprint sum = new Fingerprint().add(options.describe()).add(graph.module().source());
    for (long step = 0; step < PROBED_STEPS; step++) {
      sum.add(Double.toString(options.schedule().factor(step * step)));
    }
    for (String name : graph.weights()) {
      sum.add(name).add(Arrays.toString(network.weights().shape(name)));
    }
    for (EmbeddingTable table : graph.tables()) {
      sum.add(table.name()).add(table.rows()).add(table.width());
    }
    return sum.hex();
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
