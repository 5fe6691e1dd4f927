package io.llmrec.embed.torch;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One caller's use of a module. What it makes lives until it is closed, or in {@link #briefly}
 * until that returns.
 *
 * <p>For one thread.
 */
public final class TorchSession implements AutoCloseable {

  private static final String METHOD = "module_method:";

  private final NDManager manager;
  private final Device device;
  private final Predictor<NDList, NDList> predictor;

  TorchSession(NDManager parent, Device device, Predictor<NDList, NDList> predictor) {
    this(parent.newSubManager(device), predictor, device);
  }

  private TorchSession(NDManager manager, Predictor<NDList, NDList> predictor, Device device) {
    this.manager = manager;
    this.device = device;
    this.predictor = predictor;
  }

  /** Does something whose intermediate tensors are freed afterwards. */
  public <T> T briefly(Function<TorchSession, T> work) {
    try (TorchSession inner = new TorchSession(manager.newSubManager(device), predictor, device)) {
      return work.apply(inner);
    }
  }

  /** A tensor of whole numbers. */
  public NDArray wholes(long[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  /** A tensor of 32-bit floating point. */
  public NDArray floats(float[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  /** A tensor over memory outside the heap, which must not change before this session ends. */
  public NDArray tensor(NativeTensor tensor) {
    return manager.create(tensor.buffer(), new Shape(tensor.shape()), tensor.type());
  }

  /** What the module's {@code forward} gives, owned by this session. */
  public List<NDArray> forward(NDArray... inputs) {
    return run(new NDList(inputs));
  }

  /** What another of the module's methods gives, owned by this session. */
  public List<NDArray> invoke(String method, NDArray... inputs) {
    NDList list = new NDList(inputs);
    NDArray name = manager.create(0L);
    name.setName(METHOD + method);
    list.add(name);
    return run(list);
  }

  private List<NDArray> run(NDList inputs) {
    try {
      NDList outputs = predictor.predict(inputs);
      outputs.attach(manager);
      return List.copyOf(outputs);
    } catch (TranslateException e) {
      throw new IllegalStateException("the model failed: " + e.getMessage(), e);
    }
  }

  /** The rows of a tensor of 32-bit floating point with two axes. */
  public static float[][] rows(NDArray tensor) {
    float[] flat = tensor.toFloatArray();
    int count = (int) tensor.getShape().get(0);
    int width = count == 0 ? 0 : flat.length / count;
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return rows;
  }

  @Override
  public void close() {
    manager.close();
  }
}
