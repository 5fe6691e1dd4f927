package io.llmrec.embed.architecture;

import io.llmrec.embed.torchscript.Activation;
import io.llmrec.embed.torchscript.Attention;
import io.llmrec.embed.torchscript.LayerNorm;
import io.llmrec.embed.torchscript.Linear;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import java.util.List;

/**
 * One layer of a BERT-like network (Devlin et al., "BERT", 2018): attention to the whole text, then
 * two linear layers, each added to its input and normalised.
 */
record PostNormLayer(
    Attention attention,
    Linear joined,
    Linear output,
    LayerNorm attentionNorm,
    FeedForward feedForward,
    LayerNorm outputNorm) {

  /** Up, a function of each number, down. */
  record FeedForward(Linear up, Activation activation, Linear down) {
    Value apply(MethodBuilder method, Value input) {
      return down.apply(method, activation.apply(method, up.apply(method, input)));
    }
  }

  Value apply(MethodBuilder method, Value input, Value mask) {
    List<Value> parts = attention.split(method, joined.apply(method, input));
    Value queries = attention.perHead(method, parts.get(0), attention.heads());
    Value keys = attention.perHead(method, parts.get(1), attention.heads());
    Value values = attention.perHead(method, parts.get(2), attention.heads());
    Value mixed = attention.attend(method, queries, keys, values, mask);
    Value attended = added(method, input, output.apply(method, mixed), attentionNorm);
    return added(method, attended, feedForward.apply(method, attended), outputNorm);
  }

  private static Value added(MethodBuilder method, Value input, Value change, LayerNorm norm) {
    return norm.apply(method, method.op("torch.add", input, change));
  }
}
