package io.llmrec.embed.architecture;

import io.llmrec.embed.torchscript.Attention;
import io.llmrec.embed.torchscript.GatedLinear;
import io.llmrec.embed.torchscript.Linear;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.RmsNorm;
import io.llmrec.embed.torchscript.Rope;
import io.llmrec.embed.torchscript.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a Llama-like network (Touvron et al., "LLaMA", 2023). What flows from layer to layer
 * is kept in 32 bits whatever the precision, since every layer only adds to it.
 */
final class DecoderLayer {

  private final Attention attention;
  private final Rope rope;
  private final RmsNorm attentionNorm;
  private final Linear joined;
  private final @Nullable RmsNorm queryNorm;
  private final @Nullable RmsNorm keyNorm;
  private final Linear output;
  private final RmsNorm innerNorm;
  private final GatedLinear inner;

  /** Mixes values; queries, keys and values are [batch, heads, length, headSize]. */
  @FunctionalInterface
  interface Mixing {
    Value mix(Value queries, Value keys, Value values);
  }

  DecoderLayer(ModelWeights weights, DecoderShape shape, int index) {
    String prefix = "layers.%d.".formatted(index);
    double epsilon = shape.options().epsilon();
    DecoderBiases biases = DecoderBiases.of(weights, shape, prefix);
    this.attention = shape.attention();
    this.rope = shape.options().rope();
    this.attentionNorm = weights.rmsNorm(prefix + "input_layernorm", shape.width(), epsilon);
    this.joined = queriesKeysValues(weights, shape, prefix, biases);
    this.queryNorm = headNorm(weights, shape, prefix + "self_attn.q_norm");
    this.keyNorm = headNorm(weights, shape, prefix + "self_attn.k_norm");
    this.output =
        weights.linear(
            prefix + "self_attn.o_proj",
            shape.width(),
            attention.heads() * attention.headSize(),
            biases.output());
    this.innerNorm = weights.rmsNorm(prefix + "post_attention_layernorm", shape.width(), epsilon);
    this.inner = feedForward(weights, shape, prefix + "mlp.", biases.inner());
  }

  /** Which of a layer's linear parts have biases. */
  private record DecoderBiases(boolean joined, boolean output, boolean inner) {
    static DecoderBiases of(ModelWeights weights, DecoderShape shape, String prefix) {
      return switch (shape.options().variant()) {
        case LLAMA, QWEN3 ->
            new DecoderBiases(
                weights.has(prefix + "self_attn.q_proj.bias"),
                weights.has(prefix + "self_attn.o_proj.bias"),
                weights.has(prefix + "mlp.up_proj.bias"));
        case MISTRAL -> new DecoderBiases(false, false, false);
        case QWEN2 -> new DecoderBiases(true, false, false);
      };
    }
  }

  private static Linear queriesKeysValues(
      ModelWeights weights, DecoderShape shape, String prefix, DecoderBiases biases) {
    List<Integer> widths = shape.attention().widths();
    List<String> names = List.of("q_proj", "k_proj", "v_proj");
    return ModelWeights.joined(
        prefix + "self_attn.qkv",
        List.of(0, 1, 2).stream()
            .map(
                i ->
                    weights.linear(
                        prefix + "self_attn." + names.get(i),
                        widths.get(i),
                        shape.width(),
                        biases.joined()))
            .toList());
  }

  private static @Nullable RmsNorm headNorm(ModelWeights weights, DecoderShape shape, String name) {
    return shape.options().variant() == DecoderShape.Variant.QWEN3
        ? weights.rmsNorm(name, shape.attention().headSize(), shape.options().epsilon())
        : null;
  }

  private static GatedLinear feedForward(
      ModelWeights weights, DecoderShape shape, String prefix, Boolean bias) {
    Linear gate = weights.linear(prefix + "gate_proj", shape.inner(), shape.width(), bias);
    Linear up = weights.linear(prefix + "up_proj", shape.inner(), shape.width(), bias);
    Linear down = weights.linear(prefix + "down_proj", shape.width(), shape.inner(), bias);
    return new GatedLinear(
        ModelWeights.joined(prefix + "gate_up", List.of(gate, up)),
        shape.options().activation(),
        down);
  }

  Value apply(MethodBuilder method, Value input, Rope.Angles angles, Mixing mixing) {
    Value normed = attentionNorm.applyExactly(method, input);
    List<Value> parts = attention.split(method, joined.apply(method, normed));
    Value mixed =
        mixing.mix(
            turned(method, parts.get(0), attention.heads(), queryNorm, angles),
            turned(method, parts.get(1), attention.keyHeads(), keyNorm, angles),
            attention.perHead(method, parts.get(2), attention.keyHeads()));
    Value attended = method.op("torch.add", input, output.apply(method, mixed));
    Value innerInput = innerNorm.applyExactly(method, attended);
    return method.op("torch.add", attended, inner.apply(method, innerInput));
  }

  private Value turned(
      MethodBuilder method, Value part, int heads, @Nullable RmsNorm norm, Rope.Angles angles) {
    Value unfolded = attention.unfold(method, part, heads);
    Value normed = norm == null ? unfolded : norm.apply(method, unfolded);
    return rope.rotate(method, method.op("torch.transpose", normed, 1, 2), angles);
  }
}
