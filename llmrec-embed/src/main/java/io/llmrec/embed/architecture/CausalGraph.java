package io.llmrec.embed.architecture;

import io.llmrec.embed.architecture.EncoderGraph.Batch;
import io.llmrec.embed.torchscript.Attention;
import io.llmrec.embed.torchscript.Linear;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Rope;
import io.llmrec.embed.torchscript.ScalarTypes;
import io.llmrec.embed.torchscript.ScriptBuilder;
import io.llmrec.embed.torchscript.TensorSource;
import io.llmrec.embed.torchscript.Value;
import java.util.List;

/**
 * A Llama-like network that tells the next token, with the keys and values of what it has read kept
 * in one tensor that is written in place: [layers, 2, batch, key heads, places, head size]. Each
 * row of a batch has its own positions, and its place in the tensor is its position, so that texts
 * of unequal length go together without gaps.
 *
 * <p>Its methods, all of tensors, {@code ids} and {@code positions} [batch, length]:
 *
 * <ul>
 *   <li>{@code cache(sizes)}: an empty cache for {@code sizes = [batch, places]}.
 *   <li>{@code forward(ids, positions, last, cache)}: reads tokens into the cache and gives the
 *       scores of all tokens [batch, vocabulary] to follow the one at index {@code last} [batch].
 *   <li>{@code keep(cache, rows)}: a copy of some rows, in any order, also repeated.
 *   <li>{@code first(cache, places)}: a copy of the first so many places.
 *   <li>{@code grown(cache, places, more)}: the first so many places, and those of another cache
 *       behind them.
 *   <li>{@code hidden(ids)}: last vectors [batch, length, width], without a cache.
 *   <li>{@code log_probabilities(hidden, targets)}: of one token each, [n, width] and [n] to [n].
 * </ul>
 */
public final class CausalGraph {

  private static final int PLACES_AXIS = 4;

  private final DecoderGraph decoder;
  private final Linear head;

  CausalGraph(DecoderGraph decoder, ModelWeights weights) {
    this.decoder = decoder;
    DecoderShape shape = decoder.shape();
    boolean tied = shape.options().tied() || !weights.has(DecoderGraph.HEAD + ".weight");
    TensorSource table = decoder.words();
    this.head =
        tied
            ? new Linear(DecoderGraph.TABLE, table, null)
            : weights.linear(DecoderGraph.HEAD, shape.vocabulary(), shape.width(), false);
  }

  /** The number of tokens there are. */
  public int vocabulary() {
    return decoder.vocabulary();
  }

  /** The longest text in tokens, prompt and reply together. */
  public int maxTokens() {
    return decoder.maxTokens();
  }

  /** The length of a token's last vector. */
  public int width() {
    return decoder.width();
  }

  /** Writes all methods. */
  public void write(ScriptBuilder module) {
    forward(module.method("forward", "ids", "positions", "last", "cache"));
    hidden(module.method("hidden", "ids"));
    logProbabilities(module.method("log_probabilities", "hidden", "targets"));
    cache(module.method("cache", "sizes"));
    MethodBuilder keep = module.method("keep", "cache", "rows");
    keep.returns(keep.op("torch.index_select", keep.input("cache"), 2, keep.input("rows")));
    MethodBuilder first = module.method("first", "cache", "places");
    first.returns(first.op("torch.clone", beginning(first)));
    MethodBuilder grown = module.method("grown", "cache", "places", "more");
    grown.returns(
        grown.op("torch.cat", List.of(beginning(grown), grown.input("more")), PLACES_AXIS));
  }

  private static Value beginning(MethodBuilder method) {
    Value count = method.op("int", method.input("places"));
    return method.head(method.input("cache"), PLACES_AXIS, count);
  }

  private void forward(MethodBuilder method) {
    Value positions = method.input("positions");
    Value cache = method.input("cache");
    Value span = method.op("torch.add", method.op("int", method.op("torch.max", positions)), 1);
    Value mask = mask(method, positions, span);
    Rope.Angles angles = decoder.shape().options().rope().angles(method, positions);
    Value places = places(method, positions);
    Value hidden = decoder.embedded(method, method.input("ids"));
    for (int i = 0; i < decoder.layers().size(); i++) {
      Value layer = method.op("torch.select", cache, 0, i);
      hidden =
          decoder
              .layers()
              .get(i)
              .apply(
                  method,
                  hidden,
                  angles,
                  (queries, keys, values) ->
                      attention()
                          .attend(
                              method,
                              queries,
                              stored(method, layer, 0, places, keys, span),
                              stored(method, layer, 1, places, values, span),
                              mask));
    }
    method.returns(scores(method, atLast(method, hidden)));
  }

  private Attention attention() {
    return decoder.shape().attention();
  }

  /** Whether a position may look at a place: [batch, 1, length, span]. */
  private static Value mask(MethodBuilder method, Value positions, Value span) {
    Value row = method.op("torch.select", positions, 0, 0);
    Value first = method.op("torch.slice", row, 0, 0, 1);
    Value places =
        method.op(
            "torch.sub",
            method.op(
                "torch.cumsum",
                method.op("torch.ones_like", method.op("torch.expand", first, List.of(span))),
                0),
            1);
    Value later = method.op("torch.gt", places, method.op("torch.unsqueeze", positions, -1));
    return method.op("torch.unsqueeze", AttentionMasks.forbidden(method, later), 1);
  }

  /** Positions as an index for every number of keys or values. */
  private Value places(MethodBuilder method, Value positions) {
    Value column = method.op("torch.unsqueeze", method.op("torch.unsqueeze", positions, 1), -1);
    List<Integer> shape = List.of(-1, attention().keyHeads(), -1, attention().headSize());
    return method.op("torch.expand", column, shape);
  }

  /** Writes keys (0) or values (1) to their places and gives all places there are. */
  private static Value stored(
      MethodBuilder method, Value layer, int which, Value places, Value fresh, Value span) {
    Value all = method.op("torch.select", layer, 0, which);
    Value written = method.op("torch.scatter_", all, 2, places, fresh);
    return method.op("torch.slice", written, 2, 0, span);
  }

  private Value atLast(MethodBuilder method, Value hidden) {
    Value last = method.input("last");
    Value column = method.op("torch.unsqueeze", method.op("torch.unsqueeze", last, -1), -1);
    Value index = method.op("torch.expand", column, List.of(-1, -1, width()));
    return method.op("torch.squeeze", method.op("torch.gather", hidden, 1, index), 1);
  }

  private Value scores(MethodBuilder method, Value hidden) {
    Value normed = decoder.finalNorm().applyExactly(method, hidden);
    return method.toFloat(head.apply(method, normed));
  }

  private void hidden(MethodBuilder method) {
    Value ids = method.input("ids");
    Value ones = method.op("torch.ones_like", ids);
    EncoderGraph.Hidden hidden = decoder.hidden(method, new Batch(ids, ones, ones));
    method.returns(method.toFloat(hidden.last()));
  }

  private void logProbabilities(MethodBuilder method) {
    Value flow = method.toFlow(method.input("hidden"));
    Value scores = method.toFloat(head.apply(method, flow));
    Value column = method.op("torch.unsqueeze", method.input("targets"), -1);
    Value chosen = method.op("torch.squeeze", method.op("torch.gather", scores, -1, column), -1);
    Value all = method.op("torch.logsumexp", scores, List.of(-1));
    method.returns(method.op("torch.sub", chosen, all));
  }

  private void cache(MethodBuilder method) {
    Value sizes = method.input("sizes");
    Value batch = method.op("int", method.op("torch.select", sizes, 0, 0));
    Value places = method.op("int", method.op("torch.select", sizes, 0, 1));
    Value zero =
        method.op("torch.zeros_like", sizes, new MethodBuilder.Named("dtype", ScalarTypes.F32));
    List<Object> shape =
        List.of(
            decoder.layers().size(),
            2,
            batch,
            attention().keyHeads(),
            places,
            attention().headSize());
    method.returns(method.op("torch.new_zeros", method.toFlow(zero), shape));
  }
}
