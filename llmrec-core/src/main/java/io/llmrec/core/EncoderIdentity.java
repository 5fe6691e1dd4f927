package io.llmrec.core;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ProbeItem;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what a workspace recognises its encoder.
 *
 * @param name the encoder's fingerprint, or one made of its probe vector
 * @param probe the vector it gives to the probe item, in hex; empty when it has a fingerprint
 */
record EncoderIdentity(String name, String probe) {

  /** Rounding differs between machines; another model differs by far more. */
  private static final double SAME = 0.999;

  static EncoderIdentity of(ItemEncoder encoder) {
    if (encoder instanceof Fingerprinted known) {
      return new EncoderIdentity(known.fingerprint(), "");
    }
    float[] vector = probe(encoder).toArray();
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    String hex = HexFormat.of().formatHex(bytes.array());
    return new EncoderIdentity(
        "an encoder of %d dimensions known by its vector %s"
            .formatted(vector.length, Fingerprint.of(hex).substring(0, 12)),
        hex);
  }

  private static Embedding probe(ItemEncoder encoder) {
    List<Embedding> vectors;
    try {
      vectors = encoder.encode(List.of(ProbeItem.get()));
    } catch (RuntimeException e) {
      throw new StageException("encode", "a first item cannot be encoded: " + e.getMessage(), e);
    }
    if (vectors.size() != 1) {
      throw new StageException("encode", "1 item in, " + vectors.size() + " vectors out");
    }
    return vectors.get(0);
  }

  boolean same(EncoderIdentity other) {
    if (probe.isEmpty() || other.probe.isEmpty()) {
      return name.equals(other.name);
    }
    Embedding mine = vector(probe);
    Embedding theirs = vector(other.probe);
    return mine != null
        && theirs != null
        && mine.dimension() == theirs.dimension()
        && mine.dot(theirs) > SAME;
  }

  private static @Nullable Embedding vector(String hex) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return Embedding.of(values);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
