package io.llmrec.rank.network;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * KAR's hybrid-expert adaptor: turns a large vector of knowledge into one of the width of a field.
 * Experts of two rectified layers, some shared by all types of knowledge and some of one type's
 * own, are mixed by a gate that sees its own input alone (Xi et al., "Towards Open-World
 * Recommendation with Knowledge Augmentation from Large Language Models", RecSys 2024).
 *
 * @param name of its weights
 * @param types names of the types of knowledge, for example a user's and an item's; at least 1
 * @param inputs numbers of a vector
 * @param hidden units of an expert
 * @param outputs numbers of what comes out
 * @param experts how many there are
 */
public record HybridExperts(
    String name, List<String> types, int inputs, int hidden, int outputs, Experts experts) {

  /**
   * How many experts there are.
   *
   * @param shared by all types, at least 0
   * @param dedicated to each type, at least 0; one of both at least 1
   */
  public record Experts(int shared, int dedicated) {

    /** Checks the numbers. */
    public Experts {
      if (shared < 0 || dedicated < 0 || shared + dedicated < 1) {
        throw new IllegalArgumentException(
            "an adaptor must have experts, had %d shared and %d dedicated"
                .formatted(shared, dedicated));
      }
    }

    /** How many one type has. */
    int ofType() {
      return shared + dedicated;
    }
  }

  /** Checks the sizes. */
  public HybridExperts {
    types = List.copyOf(types);
    if (types.isEmpty() || inputs < 1 || hidden < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "adaptor '%s' must have types, inputs, units and outputs, had %s, %d, %d and %d"
              .formatted(name, types, inputs, hidden, outputs));
    }
  }

  private String shared() {
    return name + ".shared";
  }

  private String dedicated(String type) {
    return name + ".dedicated." + type;
  }

  /** Without experts of its own a type has no gate of its own either. */
  private Dense gate(String type) {
    String own = experts.dedicated() == 0 ? "shared" : "dedicated." + type;
    return new Dense(name + ".gate." + own, inputs, experts.ofType(), Nonlinearity.NONE);
  }

  /** Adds its weights. */
  public void declare(Weights weights) {
    declare(weights, shared(), experts.shared());
    for (String type : types) {
      declare(weights, dedicated(type), experts.dedicated());
      if (!weights.has(gate(type).name() + ".weight")) {
        gate(type).declare(weights);
      }
    }
  }

  private void declare(Weights weights, String group, int count) {
    if (count > 0) {
      weights.add(group + ".first", Starts.xavier(inputs, hidden), count * hidden, inputs);
      weights.add(group + ".first_bias", Initializer.zeros(), count * hidden);
      weights.add(group + ".second", Starts.xavier(hidden, outputs), count, hidden, outputs);
      weights.add(group + ".second_bias", Initializer.zeros(), count, 1, outputs);
    }
  }

  /** The groups of experts that a type has, shared ones first. */
  List<String> groups(String type) {
    if (!types.contains(type)) {
      throw new IllegalArgumentException(
          "adaptor '%s' has the types %s, not '%s'".formatted(name, types, type));
    }
    List<String> groups = new ArrayList<>();
    if (experts.shared() > 0) {
      groups.add(shared());
    }
    if (experts.dedicated() > 0) {
      groups.add(dedicated(type));
    }
    return groups;
  }

  /** How many experts a group has. */
  int count(String group) {
    return group.equals(shared()) ? experts.shared() : experts.dedicated();
  }

  /**
   * Writes one type's part into a graph.
   *
   * @param x [batch, inputs]
   * @return [batch, outputs]
   */
  public Value script(NetworkScript script, String type, Value x) {
    MethodBuilder method = script.method();
    List<Value> answers = groups(type).stream().map(group -> group(script, group, x)).toList();
    Value all = answers.size() == 1 ? answers.get(0) : method.op("torch.cat", answers, 0);
    Value gates = method.op("torch.softmax", gate(type).script(script, x), -1);
    Value shares = method.op("torch.unsqueeze", method.op("torch.t", gates), -1);
    return method.op("torch.sum", method.op("torch.mul", all, shares), List.of(0));
  }

  /** What the experts of a group say, [experts, batch, outputs]. */
  private Value group(NetworkScript script, String group, Value x) {
    MethodBuilder method = script.method();
    Value first =
        method.op(
            "torch.relu",
            method.op(
                "torch.linear",
                x,
                script.weight(group + ".first"),
                script.weight(group + ".first_bias")));
    Value each = method.op("torch.unflatten", first, -1, List.of(count(group), hidden));
    Value second =
        method.op(
            "torch.baddbmm",
            script.weight(group + ".second_bias"),
            method.op("torch.transpose", each, 0, 1),
            script.weight(group + ".second"));
    return method.op("torch.relu", second);
  }

  /** One type's part with the weights as they are now; copies them. */
  public ComputedExperts computed(Weights weights, String type) {
    groups(type);
    return new ComputedExperts(this, type, weights, gate(type).computed(weights));
  }
}
