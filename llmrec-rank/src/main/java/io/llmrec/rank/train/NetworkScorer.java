package io.llmrec.rank.train;

import ai.djl.ndarray.NDArray;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.NativeTensor;
import io.llmrec.embed.torch.TorchModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs a network in libtorch, without dropout and without gradients. The dense weights are those
 * that the network had when it was opened; rows of tables are read at every call.
 *
 * <p>Safe for use by several threads while the network is not trained. Holds native memory until it
 * is closed.
 */
public final class NetworkScorer implements AutoCloseable {

  private final NetworkGraph graph;
  private final TorchModule module;
  private final Queue<GraphInputs> idle = new ConcurrentLinkedQueue<>();

  private NetworkScorer(NetworkGraph graph, TorchModule module) {
    this.graph = graph;
    this.module = module;
  }

  /**
   * Makes a network ready to run.
   *
   * @param outputs names of what is wanted, at least 1; only the inputs these need must be given
   * @param calls how many may run at once
   * @throws IllegalArgumentException when the network has no such output
   */
  public static NetworkScorer open(
      TrainableNetwork network, Compute compute, int calls, String... outputs) {
    if (outputs.length == 0) {
      throw new IllegalArgumentException("at least 1 output must be named");
    }
    NetworkGraph graph = NetworkGraph.ofOutputs(network, List.of(outputs));
    return new NetworkScorer(graph, graph.inFile(file -> TorchModule.open(file, compute, calls)));
  }

  /**
   * The outputs for a batch, in the order in which they were named, each in row-major order.
   *
   * @throws IllegalArgumentException when the batch lacks an input or has an unknown id
   * @throws IllegalStateException when the graph fails
   */
  public List<float[]> score(Batch batch) {
    GraphInputs used = idle.poll();
    GraphInputs inputs = used == null ? new GraphInputs(graph) : used;
    List<float[]> outputs = score(batch, inputs);
    // Inputs of a call that failed are left to the collector.
    idle.add(inputs);
    return outputs;
  }

  private List<float[]> score(Batch batch, GraphInputs inputs) {
    inputs.fill(batch, new Weights(0));
    return module.call(
        session -> {
          List<NativeTensor> tensors = new ArrayList<>(inputs.leaves());
          tensors.addAll(inputs.others());
          NDArray[] arrays = tensors.stream().map(session::tensor).toArray(NDArray[]::new);
          return session.forward(arrays).stream().map(NDArray::toFloatArray).toList();
        });
  }

  @Override
  public void close() {
    module.close();
  }
}
