package io.llmrec.rank.ctrl;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the loss of vectors of several parts, and its gradient, into a graph.
 *
 * <p>Left to libtorch, the maxima over parts cost ten passes, forward and back, over {@code batch²
 * parts²} numbers, and several copies of them. Here the rows are cut into tiles whose products stay
 * in a processor's cache. What each product gets of the gradient is known at once, from the two
 * tables of similarities: the tiles' products are replaced by it and multiplied with the other
 * side's vectors. The result enters the graph as a constant, in a sum whose gradient it is.
 */
final class PartsLoss {

  private static final int TILES = 16;

  /** libtorch's numbers for 8-bit whole numbers and 32-bit floating point. */
  private static final int BYTE = 1;

  private static final int FLOAT = 6;

  private final MethodBuilder method;
  private final AlignmentOptions options;
  private final Value excluded;
  private final Value own;
  private final Value count;

  /**
   * A loss to be written.
   *
   * @param excluded pairs that are left out, [N, N], symmetric
   * @param own 0 to N - 1
   */
  PartsLoss(MethodBuilder method, AlignmentOptions options, Value excluded, Value own) {
    this.method = method;
    this.options = options;
    this.excluded = excluded;
    this.own = own;
    this.count = method.size(own, 0);
  }

  /**
   * Some rows against all texts.
   *
   * @param rows their parts, [parts, k, partSize]
   * @param products of parts, [parts, k, parts, N]
   * @param bestOfText for each part of a row, [parts, k, N]
   * @param bestOfRow for each part of a text, [k, parts, N]
   */
  private record Tile(Value rows, Value products, Value bestOfText, Value bestOfRow) {}

  /**
   * The loss.
   *
   * @param rows their parts, each of length 1, [N * parts, partSize]
   * @param texts likewise
   */
  Value write(Value rows, Value texts) {
    Value rowParts = partsFirst(rows);
    Value textParts = partsFirst(texts);
    Value others = flat(method.op("torch.detach", textParts));
    List<Tile> tiles = tiles(method.op("torch.detach", rowParts), method.op("torch.t", others));
    Value toText =
        logits(method.op("torch.cat", tiles.stream().map(t -> sum(t.bestOfText(), 0)).toList()));
    Value toRow =
        method.op(
            "torch.t",
            logits(
                method.op("torch.cat", tiles.stream().map(t -> sum(t.bestOfRow(), 1)).toList())));
    List<Value> ofToText = split(slope(toText), 0);
    List<Value> ofToRow = split(method.op("torch.t", slope(toRow)), 0);
    List<Value> forRows = new ArrayList<>();
    List<Value> forTexts = new ArrayList<>();
    for (int i = 0; i < TILES; i++) {
      Value shares = shares(tiles.get(i), ofToText.get(i), ofToRow.get(i));
      Value seen = method.op("torch.matmul", shares, others);
      forRows.add(method.op("torch.reshape", seen, partsOf(tiles.get(i).rows())));
      forTexts.add(
          method.op("torch.matmul", method.op("torch.t", shares), flat(tiles.get(i).rows())));
    }
    Value texter = method.op("torch.reshape", total(forTexts), partsOf(textParts));
    return withGradient(
        mean(method.op("torch.cross_entropy_loss", toText, own), toRow),
        List.of(rowParts, textParts),
        List.of(method.op("torch.cat", forRows, 1), texter));
  }

  private Value partsFirst(Value parts) {
    Value each =
        method.op("torch.reshape", parts, List.of(count, options.parts(), options.partSize()));
    return method.op("torch.transpose", each, 0, 1);
  }

  private List<Object> partsOf(Value parts) {
    return List.of(options.parts(), method.size(parts, 1), options.partSize());
  }

  private Value flat(Value parts) {
    return method.op("torch.reshape", parts, List.of(-1, options.partSize()));
  }

  private List<Value> split(Value value, int axis) {
    return method.ops(TILES, "torch.tensor_split", value, TILES, axis);
  }

  private List<Tile> tiles(Value rows, Value others) {
    List<Tile> tiles = new ArrayList<>();
    for (Value some : split(rows, 1)) {
      Value products =
          method.op(
              "torch.reshape",
              method.op("torch.matmul", flat(some), others),
              List.of(options.parts(), method.size(some, 1), options.parts(), count));
      tiles.add(
          new Tile(
              some,
              products,
              method.op("torch.amax", products, List.of(2)),
              method.op("torch.amax", products, List.of(0))));
    }
    return tiles;
  }

  private Value sum(Value maxima, int axis) {
    Value sum = method.op("torch.sum", maxima, List.of(axis));
    return switch (options.scale()) {
      case MEAN -> method.op("torch.div", sum, options.parts());
      case SUM -> sum;
    };
  }

  private Value logits(Value similarities) {
    Value scaled = method.op("torch.div", similarities, options.temperature());
    return method.op("torch.masked_fill", scaled, excluded, Double.NEGATIVE_INFINITY);
  }

  /** What half the cross entropy changes by with each sum of best parts, [N, N]. */
  private Value slope(Value logits) {
    Value own = method.op("torch.one_hot", this.own, count);
    Value error = method.op("torch.sub", method.op("torch.softmax", logits, 1), own);
    double parts = options.scale() == AlignmentOptions.Scale.MEAN ? options.parts() : 1;
    return method.op(
        "torch.div", method.op("torch.div", error, 2 * options.temperature() * parts), count);
  }

  /** What the loss changes by with each product, [parts * k, parts * N]: it comes from the best. */
  private Value shares(Tile tile, Value ofToText, Value ofToRow) {
    Value toText = method.op("torch.unsqueeze", tile.bestOfText(), 2);
    Value toRow = method.op("torch.unsqueeze", tile.bestOfRow(), 0);
    Value both =
        method.op(
            "torch.add",
            ofBest(tile, toText, 2, method.op("torch.unsqueeze", ofToText, 0)),
            ofBest(tile, toRow, 0, method.op("torch.unsqueeze", ofToRow, 1)));
    Value all = method.op("torch.mul", options.parts(), count);
    return method.op("torch.reshape", both, List.of(-1, all));
  }

  /** Equally good ones share it. */
  private Value ofBest(Tile tile, Value best, int axis, Value slope) {
    Value chosen = method.op("torch.eq", tile.products(), best);
    Value many =
        method.op(
            "torch.sum",
            chosen,
            List.of(axis),
            new MethodBuilder.Named("dtype", options.parts() < 128 ? BYTE : FLOAT));
    Value each = method.op("torch.div", slope, many);
    return method.op("torch.mul", chosen, method.op("torch.unsqueeze", each, axis));
  }

  private Value mean(Value loss, Value toRow) {
    Value other = method.op("torch.cross_entropy_loss", toRow, own);
    return method.op("torch.mul", method.op("torch.add", loss, other), 0.5);
  }

  private Value total(List<Value> values) {
    return values.stream().reduce((a, b) -> method.op("torch.add", a, b)).orElseThrow();
  }

  /** The loss, with a gradient for each input. */
  private Value withGradient(Value loss, List<Value> inputs, List<Value> gradients) {
    List<Value> products = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      products.add(method.op("torch.sum", method.op("torch.mul", inputs.get(i), gradients.get(i))));
    }
    Value sum = total(products);
    Value nothing = method.op("torch.sub", sum, method.op("torch.detach", sum));
    return method.op("torch.add", loss, nothing);
  }
}
