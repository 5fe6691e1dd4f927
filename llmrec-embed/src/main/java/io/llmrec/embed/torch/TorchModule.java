package io.llmrec.embed.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoopTranslator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * A TorchScript archive in memory, or an ONNX file.
 *
 * <p>Safe for use by several threads: as many calls run at once as it was opened for, others wait.
 * Holds native memory until it is closed; closing waits for running calls, calls afterwards throw
 * {@link IllegalStateException}.
 */
public final class TorchModule implements AutoCloseable {

  /** More calls at once than this are taken for a mistake. */
  public static final int MAX_CALLS = 1_024;

  private final Model model;
  private final Device device;
  private final int calls;
  private final Semaphore free;
  private final Queue<Predictor<NDList, NDList>> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private TorchModule(Model model, Device device, int calls) {
    this.model = model;
    this.device = device;
    this.calls = calls;
    this.free = new Semaphore(calls, true);
  }

  /**
   * Loads an archive.
   *
   * @param calls how many may run at once, 1 to {@value #MAX_CALLS}
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is not a TorchScript archive
   * @throws IllegalStateException when there is no engine, or not the device
   */
  public static TorchModule open(Path archive, Compute compute, int calls) {
    requireCalls(calls);
    Device device = compute.device();
    Model model = Model.newInstance("llmrec", device, Compute.ENGINE);
    return loaded(archive, model, device, calls, "a TorchScript archive");
  }

  /**
   * Loads an ONNX file, to be run on the CPU.
   *
   * @param calls how many may run at once, 1 to {@value #MAX_CALLS}
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is not an ONNX file
   * @throws IllegalStateException when DJL's ONNX Runtime engine is not on the class path
   */
  public static TorchModule openOnnx(Path file, int calls) {
    requireCalls(calls);
    Compute.onnxEngine();
    Model model = Model.newInstance("llmrec", Device.cpu(), Compute.ONNX);
    return loaded(file, model, Device.cpu(), calls, "an ONNX file");
  }

  private static void requireCalls(int calls) {
    if (calls < 1 || calls > MAX_CALLS) {
      throw new IllegalArgumentException(
          "calls must be 1 to %d, was %d".formatted(MAX_CALLS, calls));
    }
  }

  private static TorchModule loaded(
      Path archive, Model model, Device device, int calls, String kind) {
    try {
      model.load(archive.toAbsolutePath().getParent(), archive.getFileName().toString());
      return new TorchModule(model, device, calls);
    } catch (IOException e) {
      model.close();
      throw new UncheckedIOException(archive + ": cannot be read: " + e.getMessage(), e);
    } catch (MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalArgumentException(
          "%s: is not %s that can be used: %s".formatted(archive, kind, e.getMessage()), e);
    }
  }

  /** The names of the inputs, in order; an ONNX file has them. */
  public List<String> inputNames() {
    return model.describeInput().keys();
  }

  /**
   * Does something with the module, waiting until fewer than the most calls run.
   *
   * @param work must not keep the session or anything it made
   */
  public <T> T call(Function<TorchSession, T> work) {
    free.acquireUninterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
      Predictor<NDList, NDList> predictor = idle.poll();
      if (predictor == null) {
        predictor = model.newPredictor(new NoopTranslator());
      }
      try (TorchSession session = new TorchSession(model.getNDManager(), device, predictor)) {
        return work.apply(session);
      } finally {
        idle.add(predictor);
      }
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    free.acquireUninterruptibly(calls);
    try {
      if (!closed) {
        closed = true;
        idle.forEach(Predictor::close);
        model.close();
      }
    } finally {
      free.release(calls);
    }
  }
}
