package io.llmrec.embed.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.llmrec.embed.tokenizer.DjlSwitches;

/** Where a model is computed. */
public enum Compute {
  /** The processor. */
  CPU,
  /** The first GPU that CUDA shows; needs DJL's CUDA natives on the class path. */
  CUDA;

  static final String ENGINE = "PyTorch";

  static final String ONNX = "OnnxRuntime";

  /** The engine, started when it is asked for first. */
  static Engine engine() {
    DjlSwitches.offline();
    Engine engine;
    try {
      engine = Engine.hasEngine(ENGINE) ? Engine.getEngine(ENGINE) : null;
    } catch (EngineException | LinkageError e) {
      throw new IllegalStateException("DJL's PyTorch engine does not start: " + e.getMessage(), e);
    }
    if (engine == null) {
      throw new IllegalStateException(
          "DJL's PyTorch engine is not on the class path: add ai.djl.pytorch:pytorch-engine,"
              + " pytorch-jni and pytorch-native-cpu with the classifier of the platform");
    }
    return engine;
  }

  /** DJL's ONNX Runtime engine, started when it is asked for first. */
  static Engine onnxEngine() {
    DjlSwitches.offline();
    Engine engine;
    try {
      engine = Engine.hasEngine(ONNX) ? Engine.getEngine(ONNX) : null;
    } catch (EngineException | LinkageError e) {
      throw new IllegalStateException(
          "DJL's ONNX Runtime engine does not start: " + e.getMessage(), e);
    }
    if (engine == null) {
      throw new IllegalStateException(
          "DJL's ONNX Runtime engine is not on the class path: add"
              + " ai.djl.onnxruntime:onnxruntime-engine");
    }
    return engine;
  }

  /**
   * The engine's name for it.
   *
   * @throws IllegalStateException when there is no engine, or no GPU that it can use
   */
  Device device() {
    Engine engine = engine();
    if (this == CPU) {
      return Device.cpu();
    }
    if (engine.getGpuCount() == 0) {
      throw new IllegalStateException(
          "CUDA was asked for, but the engine finds no GPU: is the driver there, and are the CUDA"
              + " natives (ai.djl.pytorch:pytorch-native-cu128) on the class path instead of the"
              + " CPU's?");
    }
    return Device.gpu();
  }
}
