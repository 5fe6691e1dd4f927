package io.llmrec.embed.image;

import io.llmrec.core.encode.Embedding;
import java.util.List;

/** How the vectors of several pictures of one thing, or of the frames of a film, become one. */
public enum FramePooling {
  /** The mean: what most of them show. */
  MEAN,
  /** The largest value of each component: what any of them shows. */
  MAX;

  /**
   * One vector.
   *
   * @param frames at least one, of one dimension
   * @throws IllegalArgumentException when there are none, dimensions differ, or the mean is zero
   */
  public Embedding pool(List<Embedding> frames) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("frames must be at least 1, was given none");
    }
    float[] pooled = frames.get(0).toArray();
    for (Embedding frame : frames.subList(1, frames.size())) {
      if (frame.dimension() != pooled.length) {
        throw new IllegalArgumentException(
            "dimensions must be equal, were %d and %d".formatted(pooled.length, frame.dimension()));
      }
      for (int i = 0; i < pooled.length; i++) {
        pooled[i] = this == MEAN ? pooled[i] + frame.get(i) : Math.max(pooled[i], frame.get(i));
      }
    }
    return Embedding.of(pooled);
  }
}
