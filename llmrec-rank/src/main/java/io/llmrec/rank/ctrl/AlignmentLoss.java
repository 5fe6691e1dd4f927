package io.llmrec.rank.ctrl;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import java.util.List;

/**
 * The two-way contrastive loss between the rows of a table and their texts (Li et al., "CTRL:
 * Connect collaborative and language model for CTR prediction", 2023): a row should lie closer to
 * its own text than to those of the other rows, and a text closer to its own row.
 *
 * <p>Row i and text i are each {@code parts} vectors t_i^m and s_i^m of {@code partSize} numbers,
 * of which the directions count:
 *
 * <pre>
 * sim(t_i, s_j) = sum over m of max over n of t_i^m . s_j^n       S_ij = sim(t_i, s_j) / temperature
 * row to text   = -1/N sum_i ln( exp S_ii / sum_j exp S_ij )
 * loss          = (row to text + text to row) / 2
 * </pre>
 *
 * <p>From text to row the roles are exchanged: with more than one part that is another similarity,
 * for every part of the text then finds its best part of the row. With one part both are the
 * cosine. With {@link AlignmentOptions.Scale#MEAN} the maxima are averaged and not added up.
 *
 * <p>A pair of different rows with the same text says nothing and is left out: its S is minus
 * infinity before the exponential is taken. Immutable.
 */
public final class AlignmentLoss {

  private static final double LEAST_LENGTH = 1e-12;

  private final AlignmentOptions options;

  /** A loss. */
  public AlignmentLoss(AlignmentOptions options) {
    this.options = options;
  }

  /**
   * Writes the loss into a training graph.
   *
   * @param rows of shape [N, {@link AlignmentOptions#width}]
   * @param texts of the same shape
   * @param keys whole numbers of shape [N], equal where texts are the same
   * @return a tensor without axes
   */
  public Value write(MethodBuilder method, Value rows, Value texts, Value keys) {
    Value own = method.op("torch.sub", method.op("torch.cumsum", ones(method, keys), 0), 1);
    Value excluded = excluded(method, keys, own);
    Value rowParts = directions(method, rows);
    Value textParts = directions(method, texts);
    if (options.parts() > 1) {
      return new PartsLoss(method, options, excluded, own).write(rowParts, textParts);
    }
    Value cosines = method.op("torch.matmul", rowParts, method.op("torch.t", textParts));
    Value toText = oneWay(method, cosines, excluded, own);
    Value toRow = oneWay(method, method.op("torch.t", cosines), excluded, own);
    return method.op("torch.mul", method.op("torch.add", toText, toRow), 0.5);
  }

  private static Value ones(MethodBuilder method, Value keys) {
    return method.op("torch.ones_like", keys);
  }

  /** Which pairs of different rows have the same text, [N, N], symmetric. */
  private static Value excluded(MethodBuilder method, Value keys, Value own) {
    Value same = eachWithEach(method, "torch.eq", keys);
    return method.op("torch.logical_and", same, eachWithEach(method, "torch.ne", own));
  }

  private static Value eachWithEach(MethodBuilder method, String comparison, Value numbers) {
    return method.op(
        comparison,
        method.op("torch.unsqueeze", numbers, 1),
        method.op("torch.unsqueeze", numbers, 0));
  }

  /** From [N, width] to [N * parts, partSize], each of length 1. */
  private Value directions(MethodBuilder method, Value vectors) {
    Value parts = method.op("torch.reshape", vectors, List.of(-1, options.partSize()));
    Value length = method.op("torch.norm", parts, 2, List.of(-1), true);
    return method.op("torch.div", parts, method.op("torch.clamp_min", length, LEAST_LENGTH));
  }

  private Value oneWay(MethodBuilder method, Value similarities, Value excluded, Value own) {
    Value scaled = method.op("torch.div", similarities, options.temperature());
    Value masked = method.op("torch.masked_fill", scaled, excluded, Double.NEGATIVE_INFINITY);
    return method.op("torch.cross_entropy_loss", masked, own);
  }

  /**
   * A loss and its two ways.
   *
   * @param rowToText finding the text of a row
   * @param textToRow finding the row of a text
   */
  public record Parts(double rowToText, double textToRow) {

    /** Their mean, which is what is made small. */
    public double mean() {
      return (rowToText + textToRow) / 2;
    }
  }

  /**
   * The loss in plain Java.
   *
   * @param rows at least one, each of {@link AlignmentOptions#width} numbers
   * @param texts as many
   * @param keys as many, equal where texts are the same
   */
  public Parts of(float[][] rows, float[][] texts, long[] keys) {
    if (rows.length == 0 || texts.length != rows.length || keys.length != rows.length) {
      throw new IllegalArgumentException(
          "as many rows, texts and keys are needed, at least 1, were %d, %d and %d"
              .formatted(rows.length, texts.length, keys.length));
    }
    return new Parts(oneWay(rows, texts, keys), oneWay(texts, rows, keys));
  }

  private double oneWay(float[][] from, float[][] to, long[] keys) {
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      double[] logits = new double[to.length];
      double highest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < to.length; j++) {
        boolean excluded = i != j && keys[i] == keys[j];
        logits[j] =
            excluded
                ? Double.NEGATIVE_INFINITY
                : similarity(from[i], to[j]) / options.temperature();
        highest = Math.max(highest, logits[j]);
      }
      double all = 0;
      for (double logit : logits) {
        all += Math.exp(logit - highest);
      }
      sum += Math.log(all) + highest - logits[i];
    }
    return sum / from.length;
  }

  /**
   * How well a vector finds its parts in another: the mean or the sum over its parts of the cosine
   * of the best part of the other. Not the same with the two exchanged.
   *
   * @throws IllegalArgumentException when a vector is of another width
   */
  public double similarity(float[] from, float[] to) {
    requireWidth(from);
    requireWidth(to);
    double sum = 0;
    for (int m = 0; m < options.parts(); m++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int n = 0; n < options.parts(); n++) {
        best = Math.max(best, cosine(from, m, to, n));
      }
      sum += best;
    }
    return options.scale() == AlignmentOptions.Scale.SUM ? sum : sum / options.parts();
  }

  private void requireWidth(float[] vector) {
    if (vector.length != options.width()) {
      throw new IllegalArgumentException(
          "a vector must be of %d numbers, was of %d".formatted(options.width(), vector.length));
    }
  }

  private double cosine(float[] a, int m, float[] b, int n) {
    double product = 0;
    double aSquares = 0;
    double bSquares = 0;
    for (int k = 0; k < options.partSize(); k++) {
      double x = a[m * options.partSize() + k];
      double y = b[n * options.partSize() + k];
      product += x * y;
      aSquares += x * x;
      bSquares += y * y;
    }
    return product
        / Math.max(Math.sqrt(aSquares), LEAST_LENGTH)
        / Math.max(Math.sqrt(bSquares), LEAST_LENGTH);
  }
}
