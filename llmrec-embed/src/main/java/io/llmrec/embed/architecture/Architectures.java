package io.llmrec.embed.architecture;

import io.llmrec.embed.json.JsonFile;
import io.llmrec.embed.safetensors.Tensors;
import io.llmrec.embed.torchscript.LayerNorm;
import io.llmrec.embed.torchscript.TensorSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the network that a {@code config.json} describes, by its {@code model_type}. */
public final class Architectures {

  private static final Map<String, DecoderShape.Variant> DECODERS =
      Map.of(
          "llama", DecoderShape.Variant.LLAMA,
          "mistral", DecoderShape.Variant.MISTRAL,
          "qwen2", DecoderShape.Variant.QWEN2,
          "qwen3", DecoderShape.Variant.QWEN3);

  private static final Set<String> ENCODERS =
      new TreeSet<>(
          Set.of(
              "bert", "roberta", "xlm-roberta", "camembert", "distilbert", "mpnet", "modernbert"));

  private Architectures() {}

  /**
   * The network as an encoder.
   *
   * @param config a {@code config.json}
   * @throws IllegalArgumentException when the architecture or one of its options is not supported,
   *     or a tensor is missing or of another shape; the message names it
   */
  public static EncoderGraph encoder(JsonFile config, Tensors tensors) {
    String type = config.text("model_type");
    String where = config.toString();
    DecoderShape.Variant variant = DECODERS.get(type);
    if (variant != null) {
      return new DecoderGraph(config, new ModelWeights(tensors, where, "model."), variant);
    }
    return switch (type) {
      case "bert" -> bert(config, new ModelWeights(tensors, where, "bert."), 0);
      case "roberta", "xlm-roberta", "camembert" ->
          bert(config, new ModelWeights(tensors, where, "roberta."), paddingId(config) + 1);
      case "distilbert" -> distilBert(config, new ModelWeights(tensors, where, "distilbert."));
      case "mpnet" -> mpnet(config, new ModelWeights(tensors, where, "mpnet."));
      case "modernbert" -> new ModernBertGraph(config, new ModelWeights(tensors, where, "model."));
      default -> throw unsupported(config, type);
    };
  }

  /**
   * The network with its classification head; fails as {@link #encoder} does, and where the files
   * hold no head.
   */
  public static ClassifierGraph classifier(JsonFile config, Tensors tensors) {
    EncoderGraph encoder = encoder(config, tensors);
    String type = config.text("model_type");
    ModelWeights weights =
        new ModelWeights(
            tensors, config.toString(), DECODERS.containsKey(type) ? "model." : type + ".");
    return new ClassifierGraph(encoder, ClassifierGraph.head(config, weights, encoder.width()));
  }

  /**
   * The network as a language model; fails as {@link #encoder} does, and where the architecture is
   * none.
   */
  public static CausalGraph causal(JsonFile config, Tensors tensors) {
    String type = config.text("model_type");
    DecoderShape.Variant variant = DECODERS.get(type);
    if (variant == null) {
      throw new IllegalArgumentException(
          "%s: '%s' is no language model that is supported, supported are %s"
              .formatted(config, type, new TreeSet<>(DECODERS.keySet())));
    }
    ModelWeights weights = new ModelWeights(tensors, config.toString(), "model.");
    return new CausalGraph(new DecoderGraph(config, weights, variant), weights);
  }

  private static IllegalArgumentException unsupported(JsonFile config, String type) {
    return new IllegalArgumentException(
        "%s: the architecture '%s' is not supported, supported are %s and %s"
            .formatted(config, type, ENCODERS, new TreeSet<>(DECODERS.keySet())));
  }

  private static int paddingId(JsonFile config) {
    return config.has("pad_token_id") ? config.whole("pad_token_id", 0, Limits.VOCABULARY) : 1;
  }

  private static EncoderGraph bert(JsonFile config, ModelWeights weights, int firstPosition) {
    String positions = config.text("position_embedding_type", "absolute");
    if (!positions.equals("absolute")) {
      throw new IllegalArgumentException(
          "%s: position_embedding_type '%s' is not supported, supported is 'absolute'"
              .formatted(config, positions));
    }
    BertShape shape = BertShape.of(config);
    return new BertGraph(
        embeddings(config, weights, shape, firstPosition),
        null,
        BertGraph.layers(weights, shape, BertNames.BERT));
  }

  private static EncoderGraph distilBert(JsonFile config, ModelWeights weights) {
    BertShape shape = BertShape.ofDistilBert(config);
    return new BertGraph(
        embeddings(config, weights, shape, 0),
        null,
        BertGraph.layers(weights, shape, BertNames.DISTILBERT));
  }

  private static EncoderGraph mpnet(JsonFile config, ModelWeights weights) {
    BertShape shape = BertShape.of(config);
    BertGraph.BertEmbeddings embeddings = embeddings(config, weights, shape, paddingId(config) + 1);
    int buckets =
        config.has("relative_attention_num_buckets")
            ? config.whole("relative_attention_num_buckets", 4, 1024)
            : 32;
    RelativeBias bias =
        new RelativeBias(
            weights.tensor("encoder.relative_attention_bias.weight", buckets, shape.heads()),
            embeddings.maxTokens());
    return new BertGraph(embeddings, bias, BertGraph.layers(weights, shape, BertNames.MPNET));
  }

  private static BertGraph.BertEmbeddings embeddings(
      JsonFile config, ModelWeights weights, BertShape shape, int firstPosition) {
    int width = shape.width();
    int positions = config.whole("max_position_embeddings", firstPosition + 1, Limits.POSITIONS);
    int vocabulary = config.whole("vocab_size", 1, Limits.VOCABULARY);
    LayerNorm norm = weights.layerNorm("embeddings.LayerNorm", width, shape.epsilon());
    return new BertGraph.BertEmbeddings(
        weights.tensor("embeddings.word_embeddings.weight", vocabulary, width),
        weights.tensor("embeddings.position_embeddings.weight", positions, width),
        segments(config, weights, width),
        norm,
        firstPosition);
  }

  private static @Nullable TensorSource segments(JsonFile config, ModelWeights weights, int width) {
    if (!config.has("type_vocab_size")) {
      return null;
    }
    int count = config.whole("type_vocab_size", 0, 1024);
    return count == 0
        ? null
        : weights.tensor("embeddings.token_type_embeddings.weight", count, width);
  }
}
