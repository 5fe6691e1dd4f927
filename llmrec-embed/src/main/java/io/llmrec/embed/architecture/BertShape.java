package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.torchscript.Activation;

/**
 * The sizes of a BERT-like network.
 *
 * @param layers one behind the other
 * @param heads of the attention
 * @param width of a token's vector
 * @param inner width of the feed-forward layers
 * @param activation between these
 * @param epsilon of the norms
 */
record BertShape(
    int layers, int heads, int width, int inner, Activation activation, double epsilon) {

  BertShape {
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "the width must be a multiple of the heads, were %d and %d".formatted(width, heads));
    }
  }

  static BertShape of(JsonFile config) {
    return new BertShape(
        config.whole("num_hidden_layers", 1, Limits.LAYERS),
        config.whole("num_attention_heads", 1, Limits.HEADS),
        config.whole("hidden_size", 1, Limits.WIDTH),
        config.whole("intermediate_size", 1, Limits.WIDTH),
        Activation.named(config.text("hidden_act", "gelu")),
        config.real("layer_norm_eps", 1e-12));
  }

  static BertShape ofDistilBert(JsonFile config) {
    return new BertShape(
        config.whole("n_layers", 1, Limits.LAYERS),
        config.whole("n_heads", 1, Limits.HEADS),
        config.whole("dim", 1, Limits.WIDTH),
        config.whole("hidden_dim", 1, Limits.WIDTH),
        Activation.named(config.text("activation", "gelu")),
        1e-12);
  }

  int headSize() {
    return width / heads;
  }
}
