package io.llmrec.embed.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TorchScript archive whose {@code forward} gives a loss, and the gradients of that loss. The
 * archive has no parameters: what is learned comes in as leaves at every call, its gradient goes
 * out, and the caller changes it.
 *
 * <p>Nothing of libtorch's leaves a call, and all its memory is freed at the end of each. DJL
 * collects one set of gradients per JVM at a time, so calls of all modules take turns. For one
 * thread at a time. Holds native memory until it is closed.
 */
public final class TrainingModule implements AutoCloseable {

  /** Read by DJL at every call; see {@link #forward}. */
  private static final String OPTIMIZER = "ai.djl.pytorch.graph_optimizer";

  private static final ReentrantLock TURN = new ReentrantLock();

  private final Model model;
  private final Block block;
  private final Device device;
  private final Engine engine;
  private boolean closed;

  private TrainingModule(Model model, Device device, Engine engine) {
    this.model = model;
    this.block = model.getBlock();
    this.device = device;
    this.engine = engine;
  }

  /**
   * Loads an archive.
   *
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is not a TorchScript archive
   * @throws IllegalStateException when there is no engine, or not the device
   */
  public static TrainingModule open(Path archive, Compute compute) {
    Device device = compute.device();
    Model model = Model.newInstance("llmrec", device, Compute.ENGINE);
    try {
      model.load(archive.toAbsolutePath().getParent(), archive.getFileName().toString());
      return new TrainingModule(model, device, Compute.engine());
    } catch (IOException e) {
      model.close();
      throw new UncheckedIOException(archive + ": cannot be read: " + e.getMessage(), e);
    } catch (MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalArgumentException(
          "%s: is not a TorchScript archive that can be used: %s"
              .formatted(archive, e.getMessage()),
          e);
    }
  }

  /**
   * The loss, and its gradient for every leaf.
   *
   * @param seed of what the graph draws, such as dropout: the same seed gives the same result
   * @param leaves the first inputs of the graph, of floating point
   * @param others the further inputs
   * @param reader is given the gradients, in the order of the leaves
   * @return the loss; may be NaN or infinite
   * @throws IllegalStateException when the graph fails
   */
  public float run(
      int seed, List<NativeTensor> leaves, List<NativeTensor> others, GradientReader reader) {
    TURN.lock();
    try (NDManager manager = openManager()) {
      engine.setRandomSeed(seed);
      NDList inputs = new NDList(leaves.size() + others.size());
      for (NativeTensor leaf : leaves) {
        NDArray array = array(manager, leaf);
        array.setRequiresGradient(true);
        inputs.add(array);
      }
      others.forEach(other -> inputs.add(array(manager, other)));
      float loss;
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDList outputs = forward(manager, inputs);
        outputs.attach(manager);
        collector.backward(outputs.head());
        loss = outputs.head().getFloat();
      }
      for (int i = 0; i < leaves.size(); i++) {
        read(i, inputs.get(i), reader);
      }
      return loss;
    } catch (ai.djl.engine.EngineException e) {
      throw new IllegalStateException("the graph failed: " + e.getMessage(), e);
    } finally {
      TURN.unlock();
    }
  }

  /** How many arrays of libtorch's live between two calls. */
  int arrays() {
    return model.getNDManager().getManagedArrays().size();
  }

  private NDManager openManager() {
    if (closed) {
      throw new IllegalStateException("the module is closed");
    }
    return model.getNDManager().newSubManager(device);
  }

  private static NDArray array(NDManager manager, NativeTensor tensor) {
    return manager.create(tensor.buffer(), new Shape(tensor.shape()), tensor.type());
  }

  /**
   * Without libtorch's optimizer of graphs, which would change the rounding of a step by how many
   * steps came before it: a training that was resumed could not give the same result. libtorch
   * keeps the switch per thread; a call of another thread at this very moment may read it too,
   * which changes its rounding and nothing else.
   */
  private NDList forward(NDManager manager, NDList inputs) {
    String set = System.getProperty(OPTIMIZER);
    System.setProperty(OPTIMIZER, "false");
    try {
      return block.forward(new ParameterStore(manager, false), inputs, true);
    } finally {
      if (set == null) {
        System.clearProperty(OPTIMIZER);
      } else {
        System.setProperty(OPTIMIZER, set);
      }
    }
  }

  private static void read(int leaf, NDArray array, GradientReader reader) {
    if (array.size() == 0) {
      return;
    }
    try (NDArray gradient = array.getGradient()) {
      reader.read(
          leaf,
          gradient == null
              ? FloatBuffer.allocate(0)
              : gradient.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
    }
  }

  @Override
  public void close() {
    TURN.lock();
    try {
      if (!closed) {
        closed = true;
        model.close();
      }
    } finally {
      TURN.unlock();
    }
  }
}
