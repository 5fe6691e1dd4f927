package io.llmrec.rank.twotower;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.MethodBuilder.Named;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph of two towers. Every item of a batch, whether positive, negative or in a history, goes
 * through the inputs' projections once; histories and pairs point to it.
 */
final class TwoTowerNetwork implements TrainableNetwork {

  static final String ITEMS = "items";
  static final String CATEGORIES = "categories";
  static final String USERS = "users";
  private static final double FIRST_ROWS = 0.05;

  private final TowerLayout layout;
  private final Weights weights;
  private final List<EmbeddingTable> tables = new ArrayList<>();

  TwoTowerNetwork(TowerLayout layout, long seed) {
    this.layout = layout;
    this.weights = new Weights(seed);
    layout.tableRows().forEach((name, rows) -> table(name, rows, seed));
    layout.projections().values().forEach(dense -> dense.declare(weights));
    layout.attention().forEach(dense -> dense.declare(weights));
    layout.itemTower().declare(weights);
    layout.userTower().declare(weights);
    if (learnsTemperature()) {
      float first = (float) Math.log(layout.options().temperature().value());
      weights.put("temperature", new float[] {first}, 1);
    }
  }

  private void table(String name, int rows, long seed) {
    int width = layout.options().shape().id();
    tables.add(new EmbeddingTable(name, rows, width, Initializer.normal(FIRST_ROWS), seed));
  }

  private boolean learnsTemperature() {
    return layout.options().temperature().learning()
        == TwoTowerOptions.Temperature.Learning.LEARNED;
  }

  TowerLayout layout() {
    return layout;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public List<EmbeddingTable> tables() {
    return List.copyOf(tables);
  }

  EmbeddingTable tableOf(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  /** What cosines are divided by, as learned. */
  double temperature() {
    double least = TwoTowerOptions.Temperature.LEAST;
    return learnsTemperature()
        ? Math.max(least, Math.min(1, Math.exp(weights.values("temperature")[0])))
        : layout.options().temperature().value();
  }

  @Override
  public void script(NetworkScript script) {
    script.output("item", () -> items(script, itemInputs(script)));
    script.output("user", () -> users(script, itemInputs(script)));
    script.loss(() -> loss(script));
  }

  private Value loss(NetworkScript script) {
    MethodBuilder method = script.method();
    Value inputs = itemInputs(script);
    Value users = users(script, inputs);
    Value target = script.input("target");
    Value items = items(script, method.op("torch.embedding", inputs, target));
    Value scaled = method.op("torch.mul", users, factor(script));
    Value logQ = null;
    if (layout.options().negatives().correction() != SamplingCorrection.NONE) {
      logQ = method.op("torch.index_select", script.input("logq"), 0, target);
    }
    InBatchLoss loss = new InBatchLoss(method);
    Value hard = layout.options().negatives().hard() > 0 ? hard(script, inputs, scaled) : null;
    return loss.mean(loss.exponents(scaled, items, logQ, script.input("masked"), hard));
  }

  /** One over the temperature: a number or the name of one. */
  private Object factor(NetworkScript script) {
    MethodBuilder method = script.method();
    if (!learnsTemperature()) {
      return 1 / layout.options().temperature().value();
    }
    Value bounded =
        method.op(
            "torch.clamp",
            script.weight("temperature"),
            Math.log(TwoTowerOptions.Temperature.LEAST),
            0.0);
    return method.op("torch.exp", method.op("torch.neg", bounded));
  }

  /** [batch, hard]; places without a negative get what counts as nothing added. */
  private Value hard(NetworkScript script, Value inputs, Value scaled) {
    MethodBuilder method = script.method();
    Value places = script.input("hard");
    Value rows = method.op("torch.embedding", inputs, method.op("torch.flatten", places));
    Value vectors =
        method.op(
            "torch.unflatten",
            items(script, rows),
            0,
            List.of(-1, layout.options().negatives().hard()));
    Value scores = method.op("torch.matmul", vectors, method.op("torch.unsqueeze", scaled, -1));
    return method.op("torch.add", method.op("torch.squeeze", scores, -1), script.input("hard.add"));
  }

  /** [items, width of an item's input]. */
  private Value itemInputs(NetworkScript script) {
    MethodBuilder method = script.method();
    List<Value> parts = new ArrayList<>();
    if (layout.inputs().itemIds()) {
      parts.add(script.embedded(ITEMS, "item"));
    }
    if (layout.hasCategories()) {
      Value shares = method.op("torch.unsqueeze", script.input("categories.share"), 1);
      Value rows = script.embedded(CATEGORIES, "categories");
      parts.add(method.op("torch.squeeze", method.op("torch.matmul", shares, rows), 1));
    }
    if (!layout.inputs().itemNumbers().isEmpty()) {
      parts.add(script.input("numbers"));
    }
    layout
        .vectors()
        .items()
        .forEach(
            (name, width) -> parts.add(projected(script, TowerLayout.itemVector(name), width)));
    return joined(method, parts);
  }

  private static Value normalised(NetworkScript script, String name, int dimension) {
    return script
        .method()
        .op(
            "torch.layer_norm",
            script.input(name),
            List.of(dimension),
            null,
            null,
            TowerLayout.NORM_EPSILON);
  }

  private Value projected(NetworkScript script, String name, int dimension) {
    return layout.projection(name).script(script, normalised(script, name, dimension));
  }

  private static Value joined(MethodBuilder method, List<Value> parts) {
    return parts.size() == 1 ? parts.get(0) : method.op("torch.cat", parts, -1);
  }

  private Value items(NetworkScript script, Value inputs) {
    return unit(script.method(), layout.itemTower().script(script, inputs));
  }

  private Value users(NetworkScript script, Value itemInputs) {
    MethodBuilder method = script.method();
    List<Value> parts = new ArrayList<>();
    if (layout.inputs().userIds()) {
      parts.add(script.embedded(USERS, "user"));
    }
    for (int i = 0; i < layout.inputs().userAttributes().size(); i++) {
      parts.add(script.embedded(TowerLayout.attribute(i), TowerLayout.attribute(i)));
    }
    if (layout.options().history().length() > 0) {
      parts.add(pooled(script, itemInputs));
    }
    layout
        .vectors()
        .users()
        .forEach(
            (name, width) -> parts.add(projected(script, TowerLayout.userVector(name), width)));
    return unit(method, layout.userTower().script(script, joined(method, parts)));
  }

  /**
   * The history as one item's input: shares times inputs, summed without ever copying an input for
   * each place.
   */
  private Value pooled(NetworkScript script, Value itemInputs) {
    MethodBuilder method = script.method();
    Value places = script.input("history");
    Value shares = script.input("history.share");
    if (layout.options().history().pooling() == Pooling.ATTENTION) {
      Value x = itemInputs;
      for (Dense dense : layout.attention()) {
        x = dense.script(script, x);
      }
      Value logits = method.op("torch.squeeze", method.op("torch.embedding", x, places), -1);
      Value masked = method.op("torch.add", logits, script.input("history.add"));
      // Shares sum to 1 over a history, and to 0 over an empty one.
      Value present = method.op("torch.sum", shares, List.of(1), true);
      shares = method.op("torch.mul", method.op("torch.softmax", masked, 1), present);
    }
    Value length = method.size(places, 1);
    Value ends = method.op("torch.numel", places);
    Value starts =
        method.op(
            "torch.arange",
            0,
            ends,
            length,
            new Named("dtype", null),
            new Named("layout", null),
            new Named("device", method.op("ops.prim.device", places)));
    return method
        .ops(
            4,
            "torch.embedding_bag",
            itemInputs,
            method.op("torch.flatten", places),
            starts,
            false,
            0,
            false,
            method.op("torch.flatten", shares),
            false)
        .get(0);
  }

  private static Value unit(MethodBuilder method, Value rows) {
    Value norm = method.op("torch.norm", rows, 2, List.of(-1), true);
    return method.op(
        "torch.div",
        rows,
        method.op("torch.clamp", norm, new Named("min", TowerLayout.LEAST_NORM)));
  }
}
