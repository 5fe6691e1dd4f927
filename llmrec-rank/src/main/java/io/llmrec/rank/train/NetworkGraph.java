package io.llmrec.rank.train;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Precision;
import io.llmrec.embed.torchscript.ScriptBuilder;
import io.llmrec.embed.torchscript.ScriptModule;
import io.llmrec.embed.torchscript.TensorSource;
import io.llmrec.embed.torchscript.Value;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The graph that a network wrote, and what it must be called with, in this order: dense weights
 * (where they are not part of the module), rows of tables, places in those rows, plain inputs.
 *
 * @param module its {@code forward}
 * @param weights names of the dense weights that come in as leaves
 * @param tables whose rows come in, those to be learned first
 * @param lookups which input looks into which table
 * @param inputs names of the plain inputs
 */
record NetworkGraph(
    ScriptModule module,
    List<String> weights,
    List<EmbeddingTable> tables,
    List<Lookup> lookups,
    List<String> inputs) {

  /** An input that looks into a table. */
  record Lookup(EmbeddingTable table, String input) {}

  /** The graph that gives the loss; all weights come in. */
  static NetworkGraph ofLoss(TrainableNetwork network) {
    return compiled(network, List.of());
  }

  /** The graph that gives some outputs; the dense weights, as they are now, are part of it. */
  static NetworkGraph ofOutputs(TrainableNetwork network, List<String> outputs) {
    return compiled(network, outputs);
  }

  /** Written twice: what a method is called with must be known before its first line. */
  private static NetworkGraph compiled(TrainableNetwork network, List<String> outputs) {
    Writing first = new Writing(network, outputs, Set.of());
    Writing second = new Writing(network, outputs, first.arguments());
    return second.graph();
  }

  /** Does something with the module in a file, which is deleted afterwards. */
  <T> T inFile(Function<Path, T> use) {
    try {
      Path file = Files.createTempFile("llmrec-network-", ".pt");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          module.writeTo(out);
        }
        return use.apply(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a network cannot be written to a temporary file: " + e, e);
    }
  }

  /** One writing of the graph. */
  private static final class Writing implements NetworkScript {

    private final TrainableNetwork network;
    private final List<String> wanted;
    private final ScriptBuilder builder = new ScriptBuilder(Precision.F32);
    private final MethodBuilder method;
    private final Map<String, EmbeddingTable> known = new LinkedHashMap<>();
    private final Map<String, Value> weights = new LinkedHashMap<>();
    private final Map<EmbeddingTable, Value> rows = new LinkedHashMap<>();
    private final Map<Lookup, Value> places = new LinkedHashMap<>();
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private @Nullable Value loss;

    Writing(TrainableNetwork network, List<String> wanted, Set<String> arguments) {
      this.network = network;
      this.wanted = wanted;
      for (EmbeddingTable table : network.tables()) {
        if (known.put(table.name(), table) != null) {
          throw new IllegalArgumentException("there are two tables '" + table.name() + "'");
        }
      }
      method = builder.method("forward", arguments.toArray(String[]::new));
      network.script(this);
      finish();
    }

    private void finish() {
      if (wanted.isEmpty()) {
        if (loss == null) {
          throw new IllegalArgumentException("the network wrote no loss");
        }
        method.returns(loss);
        return;
      }
      List<Value> found = new ArrayList<>();
      for (String name : wanted) {
        Value value = outputs.get(name);
        if (value == null) {
          throw new IllegalArgumentException("the network has no output '%s'".formatted(name));
        }
        found.add(value);
      }
      method.returns(found.toArray(Value[]::new));
    }

    private boolean training() {
      return wanted.isEmpty();
    }

    Set<String> arguments() {
      Set<String> names = new LinkedHashSet<>();
      if (training()) {
        weights.values().forEach(value -> names.add(value.name()));
      }
      tables().forEach(table -> names.add(String.valueOf(rows.get(table))));
      places.values().forEach(value -> names.add(value.name()));
      inputs.values().forEach(value -> names.add(value.name()));
      return names;
    }

    /** Leaves come before what has no gradient. */
    private List<EmbeddingTable> tables() {
      List<EmbeddingTable> ordered = new ArrayList<>();
      rows.keySet().stream().filter(EmbeddingTable::trainable).forEach(ordered::add);
      rows.keySet().stream().filter(table -> !table.trainable()).forEach(ordered::add);
      return ordered;
    }

    NetworkGraph graph() {
      return new NetworkGraph(
          builder.build(),
          training() ? List.copyOf(weights.keySet()) : List.of(),
          tables(),
          List.copyOf(places.keySet()),
          List.copyOf(inputs.keySet()));
    }

    @Override
    public MethodBuilder method() {
      return method;
    }

    @Override
    public Value weight(String name) {
      float[] values = network.weights().values(name);
      return weights.computeIfAbsent(
          name,
          key ->
              training()
                  ? new Value("w" + weights.size())
                  : builder.tensor(
                      "w" + weights.size(), TensorSource.of(values, axes(network, name))));
    }

    private static long[] axes(TrainableNetwork network, String name) {
      int[] shape = network.weights().shape(name);
      long[] axes = new long[shape.length];
      for (int i = 0; i < axes.length; i++) {
        axes[i] = shape[i];
      }
      return axes;
    }

    @Override
    public Value input(String name) {
      return inputs.computeIfAbsent(name, key -> new Value("x" + inputs.size()));
    }

    @Override
    public Value embedded(String table, String input) {
      EmbeddingTable found = known.get(table);
      if (found == null) {
        throw new IllegalArgumentException(
            "the network has no table '%s', it has %s".formatted(table, known.keySet()));
      }
      Value leaf = rows.computeIfAbsent(found, key -> new Value("r" + rows.size()));
      Value place =
          places.computeIfAbsent(new Lookup(found, input), key -> new Value("p" + places.size()));
      return method.op("torch.embedding", leaf, place);
    }

    @Override
    public Value dropout(Value value, double share) {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException("share must be from 0 to below 1, was " + share);
      }
      return training() && share > 0 ? method.op("torch.dropout", value, share, true) : value;
    }

    @Override
    public void loss(Supplier<Value> supplier) {
      if (loss != null) {
        throw new IllegalArgumentException("the network wrote two losses");
      }
      if (training()) {
        loss = supplier.get();
      }
    }

    @Override
    public void output(String name, Supplier<Value> value) {
      if (wanted.contains(name) && outputs.put(name, value.get()) != null) {
        throw new IllegalArgumentException("the network wrote the output '" + name + "' twice");
      }
    }
  }
}
