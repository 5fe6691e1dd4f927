package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.torchscript.Activation;
import io.llmrec.embed.torchscript.Attention;
import io.llmrec.embed.torchscript.GatedLinear;
import io.llmrec.embed.torchscript.LayerNorm;
import io.llmrec.embed.torchscript.Linear;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Rope;
import io.llmrec.embed.torchscript.TensorSource;
import io.llmrec.embed.torchscript.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ModernBERT (Warner et al., "Smarter, Better, Faster, Longer", 2024): norms before the layers,
 * rotary positions, gated feed-forward, and attention to near tokens only in most layers.
 */
final class ModernBertGraph implements EncoderGraph {

  private final TensorSource words;
  private final LayerNorm embeddingNorm;
  private final List<Block> blocks;
  private final LayerNorm finalNorm;
  private final Rope globalRope;
  private final Rope localRope;
  private final int reach;
  private final int maxTokens;

  /** One layer; the very first has no norm of its own. */
  private record Block(
      boolean global,
      @Nullable LayerNorm attentionNorm,
      Attention attention,
      Linear joined,
      Linear output,
      Gated gated) {}

  private record Gated(LayerNorm norm, GatedLinear layer) {}

  ModernBertGraph(JsonFile config, ModelWeights weights) {
    Sizes sizes = Sizes.of(config);
    int vocabulary = config.whole("vocab_size", 1, Limits.VOCABULARY);
    this.words = weights.tensor("embeddings.tok_embeddings.weight", vocabulary, sizes.width());
    this.embeddingNorm = norm(config, weights, "embeddings.norm", sizes);
    this.finalNorm = norm(config, weights, "final_norm", sizes);
    this.reach = config.whole("local_attention", 1, Limits.POSITIONS) / 2;
    this.maxTokens = config.whole("max_position_embeddings", 1, Limits.POSITIONS);
    double globalTheta = config.real("global_rope_theta", 160_000);
    this.globalRope = new Rope("rope_global", RopeScaling.plain(globalTheta, sizes.headSize()), 1);
    this.localRope =
        new Rope(
            "rope_local",
            RopeScaling.plain(config.real("local_rope_theta", globalTheta), sizes.headSize()),
            1);
    this.blocks = blocks(config, weights, sizes);
  }

  private record Sizes(int layers, int heads, int width, int inner) {
    static Sizes of(JsonFile config) {
      int width = config.whole("hidden_size", 1, Limits.WIDTH);
      int heads = config.whole("num_attention_heads", 1, Limits.HEADS);
      if (width % heads != 0) {
        throw new IllegalArgumentException(
            "%s: hidden_size must be a multiple of num_attention_heads, were %d and %d"
                .formatted(config, width, heads));
      }
      return new Sizes(
          config.whole("num_hidden_layers", 1, Limits.LAYERS),
          heads,
          width,
          config.whole("intermediate_size", 1, Limits.WIDTH));
    }

    int headSize() {
      return width / heads;
    }
  }

  private static LayerNorm norm(JsonFile config, ModelWeights weights, String name, Sizes sizes) {
    return new LayerNorm(
        name,
        weights.tensor(name + ".weight", sizes.width()),
        config.flag("norm_bias", false) ? weights.tensor(name + ".bias", sizes.width()) : null,
        config.real("norm_eps", 1e-5));
  }

  private static List<Block> blocks(JsonFile config, ModelWeights weights, Sizes sizes) {
    int every = config.whole("global_attn_every_n_layers", 1, Limits.LAYERS);
    Activation activation = Activation.named(config.text("hidden_activation", "gelu"));
    boolean attentionBias = config.flag("attention_bias", false);
    boolean innerBias = config.flag("mlp_bias", false);
    int width = sizes.width();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < sizes.layers(); i++) {
      String prefix = "layers.%d.".formatted(i);
      GatedLinear gated =
          new GatedLinear(
              weights.linear(prefix + "mlp.Wi", 2 * sizes.inner(), width, innerBias),
              activation,
              weights.linear(prefix + "mlp.Wo", width, sizes.inner(), innerBias));
      blocks.add(
          new Block(
              i % every == 0,
              i == 0 ? null : norm(config, weights, prefix + "attn_norm", sizes),
              new Attention(sizes.heads(), sizes.heads(), sizes.headSize()),
              weights.linear(prefix + "attn.Wqkv", 3 * width, width, attentionBias),
              weights.linear(prefix + "attn.Wo", width, width, attentionBias),
              new Gated(norm(config, weights, prefix + "mlp_norm", sizes), gated)));
    }
    return List.copyOf(blocks);
  }

  @Override
  public Hidden hidden(MethodBuilder method, Batch batch) {
    Value everywhere = AttentionMasks.padding(method, batch.mask());
    Value positions = Positions.count(method, batch.mask());
    Value near = method.op("torch.add", everywhere, tooFar(method, batch));
    Rope.Angles global = globalRope.angles(method, positions);
    Rope.Angles local = localRope.angles(method, positions);
    Value table = method.module().tensor("words", words);
    Value hidden =
        method.toFloat(
            embeddingNorm.apply(method, method.op("torch.embedding", table, batch.ids())));
    Value first = hidden;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      hidden =
          block.global()
              ? apply(method, block, hidden, everywhere, global)
              : apply(method, block, hidden, near, local);
      first = i == 0 ? hidden : first;
    }
    return new Hidden(first, finalNorm.applyExactly(method, hidden));
  }

  /**
   * [batch, 1, length, length]. Where a row was filled up nothing is too far, since a token that
   * may look nowhere would get no number.
   */
  private Value tooFar(MethodBuilder method, Batch batch) {
    Value row = method.op("torch.cumsum", method.op("torch.ones_like", batch.ids()), 1);
    Value distance =
        method.op(
            "torch.sub",
            method.op("torch.unsqueeze", row, 1),
            method.op("torch.unsqueeze", row, 2));
    Value far = method.op("torch.gt", method.op("torch.abs", distance), reach);
    Value token = method.op("torch.unsqueeze", method.op("torch.gt", batch.mask(), 0), -1);
    Value forbidden = AttentionMasks.forbidden(method, method.op("torch.logical_and", far, token));
    return method.op("torch.unsqueeze", forbidden, 1);
  }

  private Value apply(
      MethodBuilder method, Block block, Value input, Value mask, Rope.Angles angles) {
    Attention attention = block.attention();
    LayerNorm norm = block.attentionNorm();
    Value normed = norm == null ? method.toFlow(input) : norm.applyExactly(method, input);
    List<Value> parts = attention.split(method, block.joined().apply(method, normed));
    Value queries = attention.perHead(method, parts.get(0), attention.heads());
    Value keys = attention.perHead(method, parts.get(1), attention.heads());
    Value mixed =
        attention.attend(
            method,
            globalRope.rotate(method, queries, angles),
            globalRope.rotate(method, keys, angles),
            attention.perHead(method, parts.get(2), attention.heads()),
            mask);
    Value attended = method.op("torch.add", input, block.output().apply(method, mixed));
    Value inner = block.gated().norm().applyExactly(method, attended);
    return method.op("torch.add", attended, block.gated().layer().apply(method, inner));
  }

  @Override
  public int width() {
    return words.shape().get(1).intValue();
  }

  @Override
  public int vocabulary() {
    return words.shape().get(0).intValue();
  }

  @Override
  public int maxTokens() {
    return maxTokens;
  }

  @Override
  public Pooling defaultPooling() {
    return Pooling.MEAN;
  }
}
