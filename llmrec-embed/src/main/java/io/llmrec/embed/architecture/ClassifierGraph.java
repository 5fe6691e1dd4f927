package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.torchscript.Activation;
import io.llmrec.embed.torchscript.LayerNorm;
import io.llmrec.embed.torchscript.Linear;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import org.jspecify.annotations.Nullable;

/**
 * An encoder with a head that gives a few numbers for a whole input, as Hugging Face's "for
 * sequence classification" models have it.
 */
public final class ClassifierGraph {

  private final EncoderGraph encoder;
  private final Pooling pooling;
  private final @Nullable Linear dense;
  private final Activation activation;
  private final @Nullable LayerNorm norm;
  private final Linear output;

  /** What stands before the last linear layer may be missing. */
  record Head(
      Pooling pooling,
      @Nullable Linear dense,
      Activation activation,
      @Nullable LayerNorm norm,
      Linear output) {}

  ClassifierGraph(EncoderGraph encoder, Head head) {
    this.encoder = encoder;
    this.pooling = head.pooling();
    this.dense = head.dense();
    this.activation = head.activation();
    this.norm = head.norm();
    this.output = head.output();
  }

  /** The network below the head. */
  public EncoderGraph encoder() {
    return encoder;
  }

  /** How many numbers the head gives. */
  public int labels() {
    return output.weight().shape().get(0).intValue();
  }

  /** Writes network and head: numbers [batch, labels] in 32 bits. */
  public Value scores(MethodBuilder method, EncoderGraph.Batch batch) {
    Value pooled = new Pooler(method, batch.mask()).pool(pooling, encoder.hidden(method, batch));
    Value flow = method.toFlow(pooled);
    if (dense != null) {
      flow = activation.apply(method, dense.apply(method, flow));
    }
    if (norm != null) {
      flow = norm.applyExactly(method, flow);
    }
    return method.toFloat(output.apply(method, flow));
  }

  /** The head that an architecture's files hold. */
  static Head head(JsonFile config, ModelWeights weights, int width) {
    String type = config.text("model_type");
    return switch (type) {
      case "bert" -> head(weights, Activation.TANH, width, "pooler.dense", "classifier");
      case "roberta", "xlm-roberta", "camembert", "mpnet" ->
          head(weights, Activation.TANH, width, "classifier.dense", "classifier.out_proj");
      case "distilbert" -> head(weights, Activation.RELU, width, "pre_classifier", "classifier");
      case "llama", "mistral", "qwen2", "qwen3" ->
          new Head(Pooling.LAST, null, Activation.TANH, null, last(weights, "score", width, false));
      case "modernbert" -> modernBert(config, weights, width);
      default ->
          throw new IllegalArgumentException(
              "a classification head of '%s' is not supported, supported are [bert, camembert,"
                      .formatted(type)
                  + " distilbert, llama, mistral, modernbert, mpnet, qwen2, qwen3, roberta,"
                  + " xlm-roberta]");
    };
  }

  private static Head head(
      ModelWeights weights, Activation activation, int width, String dense, String output) {
    return new Head(
        Pooling.CLS,
        weights.linear(dense, width, width),
        activation,
        null,
        last(weights, output, width, true));
  }

  /** With a norm behind the function, and pooled as the configuration says. */
  private static Head modernBert(JsonFile config, ModelWeights weights, int width) {
    String pooling = config.text("classifier_pooling", "cls");
    if (!pooling.equals("cls") && !pooling.equals("mean")) {
      throw new IllegalArgumentException(
          "%s: classifier_pooling '%s' is not supported, supported are cls and mean"
              .formatted(config, pooling));
    }
    String norm = "head.norm";
    return new Head(
        pooling.equals("cls") ? Pooling.CLS : Pooling.MEAN,
        weights.linear("head.dense", width, width, config.flag("classifier_bias", false)),
        Activation.named(config.text("classifier_activation", "gelu")),
        new LayerNorm(
            norm,
            weights.tensor(norm + ".weight", width),
            config.flag("norm_bias", false) ? weights.tensor(norm + ".bias", width) : null,
            config.real("norm_eps", 1e-5)),
        last(weights, "classifier", width, true));
  }

  private static Linear last(ModelWeights weights, String name, int width, Boolean bias) {
    int labels = Math.toIntExact(weights.axis(name + ".weight", 0));
    return weights.linear(name, labels, width, bias);
  }
}
