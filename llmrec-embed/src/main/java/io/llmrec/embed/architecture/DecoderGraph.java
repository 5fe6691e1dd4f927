package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.torchscript.Attention;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.RmsNorm;
import io.llmrec.embed.torchscript.Rope;
import io.llmrec.embed.torchscript.TensorSource;
import io.llmrec.embed.torchscript.Value;
import java.util.ArrayList;
import java.util.List;

/** Llama and its descendants as encoders: every token sees itself and those before it. */
final class DecoderGraph implements EncoderGraph {

  static final String TABLE = "embed_tokens";

  /** The table of a tied head may be stored under this name alone. */
  static final String HEAD = "lm_head";

  private final DecoderShape shape;
  private final TensorSource words;
  private final List<DecoderLayer> layers = new ArrayList<>();
  private final RmsNorm finalNorm;

  DecoderGraph(JsonFile config, ModelWeights weights, DecoderShape.Variant variant) {
    this.shape = DecoderShape.of(config, variant);
    boolean underHead =
        shape.options().tied() && !weights.has(TABLE + ".weight") && weights.has(HEAD + ".weight");
    this.words =
        weights.tensor((underHead ? HEAD : TABLE) + ".weight", shape.vocabulary(), shape.width());
    for (int i = 0; i < shape.layers(); i++) {
      layers.add(new DecoderLayer(weights, shape, i));
    }
    this.finalNorm = weights.rmsNorm("norm", shape.width(), shape.options().epsilon());
  }

  DecoderShape shape() {
    return shape;
  }

  TensorSource words() {
    return words;
  }

  RmsNorm finalNorm() {
    return finalNorm;
  }

  List<DecoderLayer> layers() {
    return layers;
  }

  @Override
  public Hidden hidden(MethodBuilder method, Batch batch) {
    Attention attention = shape.attention();
    Rope.Angles angles =
        shape.options().rope().angles(method, Positions.count(method, batch.mask()));
    Value hidden = embedded(method, batch.ids());
    Value first = hidden;
    for (int i = 0; i < layers.size(); i++) {
      hidden =
          layers
              .get(i)
              .apply(
                  method,
                  hidden,
                  angles,
                  (queries, keys, values) ->
                      attention.attendBackwards(method, queries, keys, values));
      first = i == 0 ? hidden : first;
    }
    return new Hidden(first, finalNorm.applyExactly(method, hidden));
  }

  Value embedded(MethodBuilder method, Value ids) {
    Value table = method.module().tensor(TABLE + ".weight", words);
    return method.toFloat(method.op("torch.embedding", table, ids));
  }

  @Override
  public int width() {
    return shape.width();
  }

  @Override
  public int vocabulary() {
    return shape.vocabulary();
  }

  @Override
  public int maxTokens() {
    return shape.options().maxTokens();
  }

  @Override
  public Pooling defaultPooling() {
    return Pooling.LAST;
  }
}
