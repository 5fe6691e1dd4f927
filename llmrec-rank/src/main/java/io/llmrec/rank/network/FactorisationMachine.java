package io.llmrec.rank.network;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.NetworkScript;
import java.util.List;

/**
 * The sum of the products of all pairs of fields, {@code ((sum e)^2 - sum e^2) / 2} over all
 * numbers (Rendle, "Factorization Machines", 2010). It has no weights.
 *
 * @param fields how many there are, at least 1
 * @param width of a field, at least 1
 */
public record FactorisationMachine(int fields, int width) {

  /**
   * Writes it into a graph.
   *
   * @param x the fields side by side, [batch, fields * width]
   * @return [batch, 1]
   */
  public Value script(NetworkScript script, Value x) {
    Value e = script.method().op("torch.unflatten", x, 1, List.of(fields, width));
    Value sum = script.method().op("torch.sum", e, List.of(1));
    Value squares =
        script.method().op("torch.sum", script.method().op("torch.mul", e, e), List.of(1));
    Value pairs =
        script.method().op("torch.sub", script.method().op("torch.mul", sum, sum), squares);
    return script
        .method()
        .op("torch.mul", script.method().op("torch.sum", pairs, List.of(1), true), 0.5);
  }

  /** The sum for one row of fields side by side; further numbers are not looked at. */
  public float apply(float[] x) {
    float total = 0;
    for (int d = 0; d < width; d++) {
      float sum = 0;
      float squares = 0;
      for (int f = 0; f < fields; f++) {
        float e = x[f * width + d];
        sum += e;
        squares += e * e;
      }
      total += sum * sum - squares;
    }
    return total / 2;
  }
}
