package io.llmrec.rank.sequence;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import io.llmrec.rank.transformer.Transformer;
import java.util.List;

/**
 * What is trained. Sequences are filled up at their end: with attention that only looks back,
 * nothing ever sees what was filled up, and only places that are followed by an item enter the
 * loss.
 */
final class SasRecNetwork implements TrainableNetwork {

  static final String ITEMS = "items";
  static final String PLACES = "places";
  static final String TARGETS = "targets";
  static final String TARGET_NUMBERS = "target numbers";
  static final String COMPARED = "compared";
  static final String COMPARED_NUMBERS = "compared numbers";
  static final String POSITIONS = "positions";
  static final String REPRESENTATION = "representation";

  private static final double DEVIATION = 0.02;

  private final SasRecOptions options;
  private final Weights weights;
  private final EmbeddingTable items;
  private final Transformer transformer;

  SasRecNetwork(SasRecOptions options, int items, long seed) {
    this.options = options;
    int width = options.shape().width();
    this.weights = new Weights(seed);
    this.items = new EmbeddingTable(ITEMS, items, width, Initializer.normal(DEVIATION), seed);
    transformer = transformer(options);
    weights.add(POSITIONS, Initializer.normal(DEVIATION), options.length(), width);
    transformer.addTo(weights);
  }

  static Transformer transformer(SasRecOptions options) {
    return new Transformer(
        "layers", options.shape(), Transformer.Direction.BACKWARDS, options.dropout());
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public List<EmbeddingTable> tables() {
    return List.of(items);
  }

  EmbeddingTable items() {
    return items;
  }

  SasRecOptions options() {
    return options;
  }

  @Override
  public void script(NetworkScript script) {
    MethodBuilder method = script.method();
    Value positions =
        method.op("torch.embedding", script.weight(POSITIONS), script.input(POSITIONS));
    Value embedded = method.op("torch.add", script.embedded(ITEMS, ITEMS), positions);
    Value all = transformer.write(script, script.dropout(embedded, options.dropout()), null);
    Value asked =
        method.op(
            "torch.index_select", method.op("torch.flatten", all, 0, 1), 0, script.input(PLACES));
    script.output(REPRESENTATION, () -> asked);
    script.loss(
        () -> options.negatives() == 0 ? fullLoss(script, asked) : sampledLoss(script, asked));
  }

  /** Cross-entropy over all items; {@link #COMPARED} holds them in their order. */
  private static Value fullLoss(NetworkScript script, Value asked) {
    MethodBuilder method = script.method();
    Value logits = logits(script, asked);
    return method.op("torch.cross_entropy_loss", logits, script.input(TARGET_NUMBERS));
  }

  private static Value logits(NetworkScript script, Value asked) {
    MethodBuilder method = script.method();
    Value compared = script.embedded(ITEMS, COMPARED);
    return method.op("torch.matmul", asked, method.op("torch.t", compared));
  }

  /**
   * Cross-entropy over the true item and those drawn, each of which stands for as many as it was
   * drawn from. A drawn item that is the true one is left out.
   */
  private Value sampledLoss(NetworkScript script, Value asked) {
    MethodBuilder method = script.method();
    Value own =
        method.op(
            "torch.sum",
            method.op("torch.mul", asked, script.embedded(ITEMS, TARGETS)),
            List.of(-1),
            true);
    double stands = Math.log((items.rows() - 1.0) / options.negatives());
    Value drawn = method.op("torch.add", logits(script, asked), stands);
    Value same =
        method.op(
            "torch.eq",
            method.op("torch.unsqueeze", script.input(TARGET_NUMBERS), 1),
            method.op("torch.unsqueeze", script.input(COMPARED_NUMBERS), 0));
    Value others = method.op("torch.masked_fill", drawn, same, Double.NEGATIVE_INFINITY);
    Value all = method.op("torch.cat", List.of(own, others), 1);
    Value first = method.op("torch.zeros_like", script.input(TARGET_NUMBERS));
    return method.op("torch.cross_entropy_loss", all, first);
  }
}
