package io.llmrec.rank.train;

import java.util.List;

/**
 * A network that can be trained: what is to be learned, and the graph that says how it is used.
 *
 * <p>The arrays of its weights and tables are the network's only state. Training changes them in
 * place.
 */
public interface TrainableNetwork {

  /** The dense weights; always the same object. */
  Weights weights();

  /** The embedding tables, each of another name; always the same objects. */
  List<EmbeddingTable> tables();

  /**
   * Writes the graph: inputs, operations, the outputs by name and the loss. Called more than once;
   * must write the same every time.
   */
  void script(NetworkScript script);
}
