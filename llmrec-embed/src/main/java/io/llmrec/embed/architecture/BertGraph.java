package io.llmrec.embed.architecture;

import io.llmrec.embed.torchscript.Attention;
import io.llmrec.embed.torchscript.LayerNorm;
import io.llmrec.embed.torchscript.Linear;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.ScriptBuilder;
import io.llmrec.embed.torchscript.TensorSource;
import io.llmrec.embed.torchscript.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * BERT and its descendants, which differ in how they count positions, whether they know segments
 * and relative positions, and in names.
 */
final class BertGraph implements EncoderGraph {

  private final BertEmbeddings embeddings;
  private final @Nullable RelativeBias relativeBias;
  private final List<PostNormLayer> layers;

  BertGraph(
      BertEmbeddings embeddings, @Nullable RelativeBias relativeBias, List<PostNormLayer> layers) {
    this.embeddings = embeddings;
    this.relativeBias = relativeBias;
    this.layers = List.copyOf(layers);
  }

  static List<PostNormLayer> layers(ModelWeights weights, BertShape shape, BertNames names) {
    List<PostNormLayer> layers = new ArrayList<>();
    for (int i = 0; i < shape.layers(); i++) {
      layers.add(layer(weights, shape, names, names.layer().formatted(i)));
    }
    return layers;
  }

  private static PostNormLayer layer(
      ModelWeights weights, BertShape shape, BertNames names, String prefix) {
    int width = shape.width();
    List<Linear> projections =
        names.projections().stream()
            .map(name -> weights.linear(prefix + name, width, width))
            .toList();
    List<String> forward = names.feedForward();
    return new PostNormLayer(
        new Attention(shape.heads(), shape.heads(), shape.headSize()),
        ModelWeights.joined(prefix + "qkv", projections),
        weights.linear(prefix + names.attention().get(0), width, width),
        norm(weights, shape, prefix + names.attention().get(1)),
        new PostNormLayer.FeedForward(
            weights.linear(prefix + forward.get(0), shape.inner(), width),
            shape.activation(),
            weights.linear(prefix + forward.get(1), width, shape.inner())),
        norm(weights, shape, prefix + forward.get(2)));
  }

  private static LayerNorm norm(ModelWeights weights, BertShape shape, String name) {
    return weights.layerNorm(name, shape.width(), shape.epsilon());
  }

  @Override
  public Hidden hidden(MethodBuilder method, Batch batch) {
    Value mask = AttentionMasks.padding(method, batch.mask());
    if (relativeBias != null) {
      mask = method.op("torch.add", mask, relativeBias.bias(method, batch.ids()));
    }
    Value hidden = embeddings.apply(method, batch);
    Value first = hidden;
    for (int i = 0; i < layers.size(); i++) {
      hidden = layers.get(i).apply(method, hidden, mask);
      first = i == 0 ? hidden : first;
    }
    return new Hidden(first, hidden);
  }

  @Override
  public int width() {
    return embeddings.width();
  }

  @Override
  public int vocabulary() {
    return embeddings.vocabulary();
  }

  @Override
  public int maxTokens() {
    return embeddings.maxTokens();
  }

  @Override
  public Pooling defaultPooling() {
    return Pooling.MEAN;
  }

  /** The learnt tables that tokens, positions and segments are looked up in. */
  record BertEmbeddings(
      TensorSource words,
      TensorSource positions,
      @Nullable TensorSource segments,
      LayerNorm norm,
      int firstPosition) {

    Value apply(MethodBuilder method, Batch batch) {
      ScriptBuilder module = method.module();
      Value sum =
          method.op(
              "torch.add",
              method.op("torch.embedding", module.tensor("words", words), batch.ids()),
              positions(method, batch));
      if (segments != null) {
        Value table = module.tensor("segments", segments);
        Value known = method.op("torch.clamp_max", batch.segments(), segments.shape().get(0) - 1);
        sum = method.op("torch.add", sum, method.op("torch.embedding", table, known));
      }
      return norm.apply(method, sum);
    }

    /** Counted from {@code firstPosition} over the tokens, as RoBERTa does it; BERT's is 0. */
    private Value positions(MethodBuilder method, Batch batch) {
      Value table = method.module().tensor("positions", positions);
      Value length = method.size(batch.ids(), 1);
      Value rows = method.op("torch.slice", table, 0, firstPosition, endOf(method, length));
      return method.op("torch.unsqueeze", rows, 0);
    }

    private Value endOf(MethodBuilder method, Value length) {
      return firstPosition == 0 ? length : method.op("torch.add", length, firstPosition);
    }

    int width() {
      return words.shape().get(1).intValue();
    }

    int vocabulary() {
      return words.shape().get(0).intValue();
    }

    int maxTokens() {
      return positions.shape().get(0).intValue() - firstPosition;
    }
  }
}
