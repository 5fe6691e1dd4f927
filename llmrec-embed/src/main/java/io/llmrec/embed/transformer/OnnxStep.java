package io.llmrec.embed.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.llmrec.embed.torch.TorchSession;
import java.nio.file.Path;
import java.util.List;

/** Calls an ONNX file with the inputs that it names. */
final class OnnxStep implements TokenBatches.Step {

  private static final List<String> KNOWN =
      List.of("attention_mask", "input_ids", "token_type_ids");

  private final List<String> inputs;
  private final JavaPooler pooler;

  OnnxStep(Path file, List<String> inputs, JavaPooler pooler) {
    this.inputs = List.copyOf(inputs);
    this.pooler = pooler;
    for (String input : inputs) {
      if (!KNOWN.contains(input)) {
        throw new IllegalArgumentException(
            "%s: the input '%s' is not supported, supported are %s".formatted(file, input, KNOWN));
      }
    }
  }

  @Override
  public float[][] run(TorchSession session, NDArray ids, NDArray mask, NDArray segments) {
    NDArray[] given =
        inputs.stream()
            .map(
                name ->
                    switch (name) {
                      case "input_ids" -> ids;
                      case "attention_mask" -> mask;
                      default -> segments;
                    })
            .toArray(NDArray[]::new);
    List<NDArray> outputs = session.forward(given);
    for (NDArray output : outputs) {
      if (output.getShape().dimension() == 3) {
        return pooler.pool(output, mask);
      }
    }
    for (NDArray output : outputs) {
      boolean vectors = output.getShape().dimension() == 2;
      if (vectors && output.getDataType() == DataType.FLOAT32) {
        return TorchSession.rows(output);
      }
    }
    throw new IllegalStateException(
        "the file must give vectors of shape [batch, length, width] or [batch, width], gave "
            + outputs.stream().map(NDArray::getShape).toList());
  }
}
