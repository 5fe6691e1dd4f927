package io.llmrec.embed.transformer;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.embed.architecture.Architectures;
import io.llmrec.embed.architecture.EncoderGraph;
import io.llmrec.embed.architecture.ModelWeights;
import io.llmrec.embed.architecture.NetworkFiles;
import io.llmrec.embed.architecture.Pooler;
import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.torchscript.Activation;
import io.llmrec.embed.torchscript.Linear;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Precision;
import io.llmrec.embed.torchscript.ScriptBuilder;
import io.llmrec.embed.torchscript.ScriptModule;
import io.llmrec.embed.torchscript.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An encoder as one module: network, pooling and linear layers behind it. */
final class EncoderScript {

  private static final int MAX_WIDTH = 1 << 16;

  private final EncoderGraph graph;
  private final Pooling pooling;
  private final List<DenseLayer> dense = new ArrayList<>();
  private final String identity;

  /** A linear layer and a function of each number, or none. */
  private record DenseLayer(Linear linear, @Nullable Activation activation) {}

  EncoderScript(SentenceFolder folder, NetworkFiles files, EncoderOptions options) {
    this.graph = Architectures.encoder(files.config(), files.tensors());
    Pooling asked = options.pooling() == null ? folder.pooling() : options.pooling();
    this.pooling = asked == null ? graph.defaultPooling() : asked;
    Fingerprint layers = new Fingerprint();
    for (SentenceFolder.Dense layer : folder.dense()) {
      dense.add(layer("dense." + dense.size(), layer));
      layers.add(layer.tensors().contentHash());
      layers.add(layer.config().text("activation_function", ""));
    }
    this.identity =
        "encoder-1 weights=%s pooling=%s dense=%d %s precision=%s"
            .formatted(files.hash(), pooling, dense.size(), layers.hex(), options.precision());
  }

  private static DenseLayer layer(String name, SentenceFolder.Dense dense) {
    JsonFile config = dense.config();
    int inputs = config.whole("in_features", 1, MAX_WIDTH);
    int outputs = config.whole("out_features", 1, MAX_WIDTH);
    ModelWeights weights = new ModelWeights(dense.tensors(), config.toString());
    Linear linear = weights.linear("linear", outputs, inputs, config.flag("bias", true));
    String function = config.text("activation_function", "torch.nn.modules.activation.Tanh");
    return new DenseLayer(
        new Linear(name, linear.weight(), linear.bias()), activation(config, function));
  }

  private static @Nullable Activation activation(JsonFile config, String function) {
    return switch (function.substring(function.lastIndexOf('.') + 1)) {
      case "Identity" -> null;
      case "Tanh" -> Activation.TANH;
      case "ReLU" -> Activation.RELU;
      case "GELU" -> Activation.GELU;
      case "SiLU" -> Activation.SILU;
      default ->
          throw new IllegalArgumentException(
              "%s: the activation '%s' is not supported, supported are Identity, Tanh, ReLU, GELU,"
                      .formatted(config, function)
                  + " SiLU");
    };
  }

  EncoderGraph graph() {
    return graph;
  }

  /** Names the weights and all settings. */
  String identity() {
    return identity;
  }

  /** The length of the vectors. */
  int dimension() {
    return dense.isEmpty()
        ? graph.width()
        : dense.get(dense.size() - 1).linear().weight().shape().get(0).intValue();
  }

  ScriptModule module(Precision precision) {
    ScriptBuilder module = new ScriptBuilder(precision);
    MethodBuilder forward = module.method("forward", "ids", "mask", "segments");
    Value mask = forward.input("mask");
    EncoderGraph.Batch batch =
        new EncoderGraph.Batch(forward.input("ids"), mask, forward.input("segments"));
    Value vector = new Pooler(forward, mask).pool(pooling, graph.hidden(forward, batch));
    for (DenseLayer layer : dense) {
      Activation activation = layer.activation();
      Value out = layer.linear().apply(forward, forward.toFlow(vector));
      vector = forward.toFloat(activation == null ? out : activation.apply(forward, out));
    }
    forward.returns(vector);
    return module.build();
  }
}
