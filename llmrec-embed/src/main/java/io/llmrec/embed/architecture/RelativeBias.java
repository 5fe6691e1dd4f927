package io.llmrec.embed.architecture;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.TensorSource;
import io.llmrec.embed.torchscript.Value;
import java.util.List;

/**
 * Learnt scores for how far two tokens are apart, distances in buckets that widen (Raffel et al.,
 * "Exploring the Limits of Transfer Learning", 2019; used by Song et al., "MPNet", 2020).
 *
 * @param table of shape [buckets, heads]
 * @param length the longest text in tokens
 */
record RelativeBias(TensorSource table, int length) {

  private static final int FARTHEST = 128;

  /** The bias of a batch, [1, heads, length, length]. */
  Value bias(MethodBuilder method, Value ids) {
    Value all = method.module().wholes("buckets", buckets(), List.of((long) length, (long) length));
    Value size = method.size(ids, 1);
    Value rows = method.head(method.head(all, 0, size), 1, size);
    Value scores =
        method.op("torch.embedding", method.module().tensor("relative_bias", table), rows);
    return method.op("torch.unsqueeze", method.op("torch.permute", scores, List.of(2, 0, 1)), 0);
  }

  private long[] buckets() {
    int count = table.shape().get(0).intValue();
    long[] buckets = new long[length * length];
    for (int from = 0; from < length; from++) {
      for (int to = 0; to < length; to++) {
        buckets[from * length + to] = bucket(to - from, count);
      }
    }
    return buckets;
  }

  /** Half of the buckets for each direction, half of these one to a distance. */
  static int bucket(int distance, int count) {
    int side = count / 2;
    int far = Math.abs(distance);
    int exact = side / 2;
    int start = distance > 0 ? side : 0;
    if (far < exact) {
      return start + far;
    }
    float ratio =
        (float) Math.log((float) far / exact) / (float) Math.log((double) FARTHEST / exact);
    return start + Math.min(side - 1, exact + (int) (ratio * (side - exact)));
  }
}
