package io.llmrec.rank.train;

import io.llmrec.embed.torch.NativeTensor;
import io.llmrec.rank.train.NetworkGraph.Lookup;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a batch into what a graph is called with. Memory is kept from batch to batch. */
final class GraphInputs {

  private final NetworkGraph graph;
  private final Map<EmbeddingTable, RowMap> maps = new LinkedHashMap<>();
  private final List<NativeTensor> weights = new ArrayList<>();
  private final List<NativeTensor> rows = new ArrayList<>();
  private final List<NativeTensor> places = new ArrayList<>();
  private final List<NativeTensor> inputs = new ArrayList<>();

  GraphInputs(NetworkGraph graph) {
    this.graph = graph;
    graph.weights().forEach(name -> weights.add(new NativeTensor()));
    graph.tables().forEach(table -> maps.put(table, new RowMap()));
    graph.tables().forEach(table -> rows.add(new NativeTensor()));
    graph.lookups().forEach(lookup -> places.add(new NativeTensor()));
    graph.inputs().forEach(name -> inputs.add(new NativeTensor()));
  }

  /** Takes over a batch. */
  void fill(Batch batch, Weights dense) {
    for (int i = 0; i < weights.size(); i++) {
      String name = graph.weights().get(i);
      weights.get(i).floats(axes(dense.shape(name))).put(dense.values(name));
    }
    maps.values().forEach(RowMap::clear);
    for (int i = 0; i < places.size(); i++) {
      fillPlaces(graph.lookups().get(i), batch, places.get(i));
    }
    for (int i = 0; i < rows.size(); i++) {
      EmbeddingTable table = graph.tables().get(i);
      RowMap map = map(table);
      table.putRows(map.unique(), map.count(), rows.get(i).floats(map.count(), table.width()));
    }
    for (int i = 0; i < inputs.size(); i++) {
      fillPlain(graph.inputs().get(i), batch, inputs.get(i));
    }
  }

  private static long[] axes(int[] shape) {
    long[] axes = new long[shape.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = shape[i];
    }
    return axes;
  }

  private void fillPlaces(Lookup lookup, Batch batch, NativeTensor target) {
    Batch.Input input = batch.input(lookup.input());
    if (!(input.values() instanceof int[] ids)) {
      throw new IllegalArgumentException(
          "input '%s' must be of ids, to be looked up in table '%s'"
              .formatted(lookup.input(), lookup.table().name()));
    }
    int rows = lookup.table().rows();
    int wrong = map(lookup.table()).put(ids, rows, target.wholes(input.shape()));
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "input '%s' has the id %d at place %d, table '%s' has the rows 0 to %d"
              .formatted(lookup.input(), ids[wrong], wrong, lookup.table().name(), rows - 1));
    }
  }

  private static void fillPlain(String name, Batch batch, NativeTensor target) {
    Batch.Input input = batch.input(name);
    if (input.values() instanceof float[] floats) {
      target.floats(input.shape()).put(floats);
    } else if (input.values() instanceof long[] wholes) {
      target.wholes(input.shape()).put(wholes);
    } else if (input.values() instanceof int[] ids) {
      LongBuffer buffer = target.wholes(input.shape());
      for (int id : ids) {
        buffer.put(id);
      }
    }
  }

  /** The different ids of the batch in a table. */
  RowMap map(EmbeddingTable table) {
    RowMap map = maps.get(table);
    if (map == null) {
      throw new IllegalStateException("the graph has no table '" + table.name() + "'");
    }
    return map;
  }

  /** How many tensors have gradients. */
  private int leafRows() {
    return (int) graph.tables().stream().filter(EmbeddingTable::trainable).count();
  }

  /** What gradients are wanted of: dense weights, then rows of trainable tables. */
  List<NativeTensor> leaves() {
    List<NativeTensor> leaves = new ArrayList<>(weights);
    leaves.addAll(rows.subList(0, leafRows()));
    return leaves;
  }

  /** What follows the leaves. */
  List<NativeTensor> others() {
    List<NativeTensor> others = new ArrayList<>(rows.subList(leafRows(), rows.size()));
    others.addAll(places);
    others.addAll(inputs);
    return others;
  }
}
