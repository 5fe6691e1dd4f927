package io.llmrec.embed.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.torch.TorchSession;

/** Pools the token vectors that a foreign archive gives. */
final class JavaPooler {

  private final Pooling pooling;

  JavaPooler(Pooling pooling) {
    if (pooling == Pooling.FIRST_LAST_MEAN) {
      throw new IllegalArgumentException(
          "pooling FIRST_LAST_MEAN needs the first layer, which an archive does not give");
    }
    this.pooling = pooling;
  }

  /** One vector per row; the archive is called with ids and mask. */
  float[][] pool(TorchSession session, NDArray ids, NDArray mask, NDArray segments) {
    return pool(session.forward(ids, mask).get(0), mask);
  }

  /** One vector per row of token vectors [batch, length, width]. */
  float[][] pool(NDArray vectors, NDArray mask) {
    long[] shape = vectors.getShape().getShape();
    if (shape.length != 3) {
      throw new IllegalStateException(
          "the archive must give vectors of shape [batch, length, width], gave "
              + vectors.getShape());
    }
    boolean exact = vectors.getDataType() == DataType.FLOAT32;
    NDArray numbers = exact ? vectors : vectors.toType(DataType.FLOAT32, false);
    float[] flat = numbers.toFloatArray();
    long[] tokens = mask.toLongArray();
    int length = (int) shape[1];
    float[][] pooled = new float[(int) shape[0]][];
    for (int row = 0; row < pooled.length; row++) {
      int count = count(tokens, row * length, length);
      pooled[row] = pool(flat, row * length * (int) shape[2], count, (int) shape[2]);
    }
    return pooled;
  }

  private static int count(long[] mask, int start, int length) {
    int count = 0;
    while (count < length && mask[start + count] == 1) {
      count++;
    }
    return count;
  }

  private float[] pool(float[] flat, int start, int count, int width) {
    float[] result = new float[width];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int t = 0; t < count; t++) {
        float value = flat[start + t * width + i];
        sum += pooling == Pooling.WEIGHTED_MEAN ? value * (t + 1.0) : value;
        most = Math.max(most, value);
      }
      result[i] =
          switch (pooling) {
            case CLS -> flat[start + i];
            case LAST -> flat[start + (count - 1) * width + i];
            case MAX -> (float) most;
            case WEIGHTED_MEAN -> (float) (sum / (count * (count + 1.0) / 2));
            case MEAN, FIRST_LAST_MEAN -> (float) (sum / count);
          };
    }
    return result;
  }
}
