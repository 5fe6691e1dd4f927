package io.llmrec.rank.network;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.List;

/**
 * A history as a candidate sees it: the sum of its events, each with a weight that a small network
 * gives it out of candidate, event, their difference and their product; without softmax, so that a
 * long history says more than a short one (Zhou et al., "Deep Interest Network", 2018). Padding has
 * the weight 0.
 *
 * @param name of its weights
 * @param width of candidate and events
 * @param units of the hidden layers; 32 and 16 in the paper's code
 */
public record HistoryAttention(String name, int width, List<Integer> units) {

  /** Takes a copy. */
  public HistoryAttention {
    units = List.copyOf(units);
  }

  /** The sizes of the paper's code. */
  public static HistoryAttention of(String name, int width) {
    return new HistoryAttention(name, width, List.of(32, 16));
  }

  private Perceptron hidden() {
    return Perceptron.of(name, 4 * width, units, Nonlinearity.DICE, 0);
  }

  private Dense last() {
    return new Dense(name + ".last", hidden().outputs(), 1, Nonlinearity.NONE);
  }

  /** Adds its weights. */
  public void declare(Weights weights) {
    hidden().declare(weights);
    last().declare(weights);
  }

  /**
   * Writes it into a graph.
   *
   * @param candidate [batch, width]
   * @param events [batch, length, width]
   * @param mask [batch, length], 1 for an event and 0 for padding
   * @return [batch, width]
   */
  public Value script(NetworkScript script, Value candidate, Value events, Value mask) {
    MethodBuilder method = script.method();
    Value query = method.op("torch.expand_as", method.op("torch.unsqueeze", candidate, 1), events);
    Value input =
        method.op(
            "torch.cat",
            List.of(
                query,
                events,
                method.op("torch.sub", query, events),
                method.op("torch.mul", query, events)),
            -1);
    Value scores = last().script(script, hidden().script(script, input));
    Value weights = method.op("torch.mul", scores, method.op("torch.unsqueeze", mask, -1));
    return method.op("torch.sum", method.op("torch.mul", weights, events), List.of(1));
  }

  /** The layer with the weights as they are now; copies them. */
  public ComputedHistory computed(Weights weights) {
    Perceptron hidden = hidden();
    return new ComputedHistory(
        hidden.layers().get(0).parts(weights),
        hidden.computedRest(weights),
        last().computed(weights));
  }
}
