package io.llmrec.embed.architecture;

import java.util.List;

/**
 * What the BERT-like architectures call the tensors of a layer; {@code layer} holds a {@code %d}.
 *
 * @param layer the prefix of layer {@code %d}
 * @param projections of queries, keys and values
 * @param attention the linear layer after the attention, and the norm behind it
 * @param feedForward the linear layers up and down, and the norm behind them
 */
record BertNames(
    String layer, List<String> projections, List<String> attention, List<String> feedForward) {

  static final BertNames BERT =
      new BertNames(
          "encoder.layer.%d.",
          List.of("attention.self.query", "attention.self.key", "attention.self.value"),
          List.of("attention.output.dense", "attention.output.LayerNorm"),
          List.of("intermediate.dense", "output.dense", "output.LayerNorm"));

  static final BertNames MPNET =
      new BertNames(
          "encoder.layer.%d.",
          List.of("attention.attn.q", "attention.attn.k", "attention.attn.v"),
          List.of("attention.attn.o", "attention.LayerNorm"),
          List.of("intermediate.dense", "output.dense", "output.LayerNorm"));

  static final BertNames DISTILBERT =
      new BertNames(
          "transformer.layer.%d.",
          List.of("attention.q_lin", "attention.k_lin", "attention.v_lin"),
          List.of("attention.out_lin", "sa_layer_norm"),
          List.of("ffn.lin1", "ffn.lin2", "output_layer_norm"));
}
