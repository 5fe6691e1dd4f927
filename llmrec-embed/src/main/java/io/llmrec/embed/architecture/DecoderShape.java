package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.torchscript.Activation;
import io.llmrec.embed.torchscript.Attention;
import io.llmrec.embed.torchscript.Rope;

/**
 * The sizes of a Llama-like network.
 *
 * @param layers one behind the other
 * @param attention its heads
 * @param width of a token's vector
 * @param inner width of the feed-forward layers
 * @param vocabulary the number of tokens
 * @param options the rest
 */
record DecoderShape(
    int layers, Attention attention, int width, int inner, int vocabulary, Options options) {

  /** What the descendants of Llama do differently. */
  enum Variant {
    /** Llama: biases where the configuration says so. */
    LLAMA,
    /** Mistral: no biases. */
    MISTRAL,
    /** Qwen2: biases of queries, keys and values. */
    QWEN2,
    /** Qwen3: queries and keys are normalised, head by head. */
    QWEN3
  }

  /**
   * The rest of the configuration.
   *
   * @param variant which descendant it is
   * @param rope the rotation by position
   * @param activation of the gate
   * @param epsilon of the norms
   * @param maxTokens the longest input
   * @param tied whether the head is the table of tokens
   */
  record Options(
      Variant variant,
      Rope rope,
      Activation activation,
      double epsilon,
      int maxTokens,
      boolean tied) {}

  static DecoderShape of(JsonFile config, Variant variant) {
    int heads = config.whole("num_attention_heads", 1, Limits.HEADS);
    int width = config.whole("hidden_size", 1, Limits.WIDTH);
    int headSize =
        config.has("head_dim") ? config.whole("head_dim", 2, Limits.WIDTH) : width / heads;
    int keyHeads =
        config.has("num_key_value_heads")
            ? config.whole("num_key_value_heads", 1, Limits.HEADS)
            : heads;
    requireWholeRotation(config);
    Options options =
        new Options(
            variant,
            RopeScaling.of(config, headSize),
            Activation.named(config.text("hidden_act", "silu")),
            config.real("rms_norm_eps", 1e-6),
            maxTokens(config),
            config.flag("tie_word_embeddings", false));
    return new DecoderShape(
        config.whole("num_hidden_layers", 1, Limits.LAYERS),
        new Attention(heads, keyHeads, headSize),
        width,
        config.whole("intermediate_size", 1, Limits.WIDTH),
        config.whole("vocab_size", 1, Limits.VOCABULARY),
        options);
  }

  private static void requireWholeRotation(JsonFile config) {
    if (config.real("partial_rotary_factor", 1) != 1) {
      throw new IllegalArgumentException(
          config + ": partial_rotary_factor is not supported, supported is 1");
    }
  }

  /** Within a sliding window all of a text is seen, so that is how long a text may be. */
  private static int maxTokens(JsonFile config) {
    int positions = RopeScaling.maxTokens(config);
    boolean sliding =
        config.has("sliding_window") && config.flag("use_sliding_window", isMistral(config));
    return sliding
        ? Math.min(positions, config.whole("sliding_window", 1, Limits.POSITIONS))
        : positions;
  }

  private static boolean isMistral(JsonFile config) {
    return config.text("model_type").equals("mistral");
  }
}
