package io.llmrec.rank.text;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import io.llmrec.rank.transformer.Transformer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transformer over words and a yes behind it. Without adapters all of it is trained; with them
 * the adapters and the yes alone.
 */
final class TextNetwork implements TrainableNetwork {

  static final String LOGIT = "logit";

  private static final String LABEL = "label";
  private static final String YES_WEIGHT = "yes.weight";
  private static final String YES_BIAS = "yes.bias";

  private final WordTransformer tower;
  private final @Nullable Adapters adapters;
  private final Weights weights;
  private final EmbeddingTable table;

  /** A network of which all is trained: the tower's arrays themselves. */
  static TextNetwork whole(WordTransformer tower, long seed) {
    Weights weights = new Weights(seed);
    Weights own = tower.weights();
    own.names().forEach(name -> weights.put(name, own.values(name), own.shape(name)));
    return new TextNetwork(tower, null, weights, tower.table());
  }

  /** A network whose tower stays as it is. */
  static TextNetwork adapted(WordTransformer tower, LoraOptions options, long seed) {
    Weights weights = new Weights(seed);
    Adapters adapters = new Adapters(tower.weights(), tower.transformer().lookingLayers(), options);
    adapters.addTo(weights);
    EmbeddingTable words = tower.table();
    return new TextNetwork(
        tower,
        adapters,
        weights,
        EmbeddingTable.frozen(words.name(), words.rows(), words.width(), words::copyRow));
  }

  private TextNetwork(
      WordTransformer tower, @Nullable Adapters adapters, Weights weights, EmbeddingTable table) {
    this.tower = tower;
    this.adapters = adapters;
    this.weights = weights;
    this.table = table;
    weights.add(YES_WEIGHT, Initializer.normal(1 / Math.sqrt(tower.width())), 1, tower.width());
    weights.add(YES_BIAS, Initializer.zeros(), 1);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public List<EmbeddingTable> tables() {
    return List.of(table);
  }

  @Override
  public void script(NetworkScript script) {
    MethodBuilder method = script.method();
    Value read =
        tower.write(
            script, adapters == null ? Transformer.trained(script) : adapters.source(script));
    Value logit =
        method.op(
            "torch.squeeze",
            method.op("torch.linear", read, script.weight(YES_WEIGHT), script.weight(YES_BIAS)),
            1);
    script.output(LOGIT, () -> logit);
    script.loss(
        () -> method.op("torch.binary_cross_entropy_with_logits", logit, script.input(LABEL)));
  }

  /** What the graph's output needs of some texts. */
  Batch batch(List<RowText> texts) {
    Batch batch = new Batch(texts.size());
    tower.fill(batch, texts);
    return batch;
  }

  /** What the graph's loss needs, too. */
  Batch batch(List<RowText> texts, float[] labels) {
    return batch(texts).floats(LABEL, labels);
  }

  /** What was learned so far, ready to serve; copies it. */
  TextModel model() {
    Weights all;
    if (adapters == null) {
      all = new Weights(0);
      Weights own = tower.weights();
      own.names().forEach(name -> all.put(name, own.values(name).clone(), own.shape(name)));
    } else {
      all = adapters.merged(weights);
    }
    return new TextModel(
        tower.with(all), weights.values(YES_WEIGHT).clone(), weights.values(YES_BIAS)[0]);
  }

  /** Takes over the yes of a model. */
  void copyYes(float[] weight, float bias) {
    System.arraycopy(weight, 0, weights.values(YES_WEIGHT), 0, weight.length);
    weights.values(YES_BIAS)[0] = bias;
  }
}
