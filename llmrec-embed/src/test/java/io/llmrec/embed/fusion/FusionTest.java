package io.llmrec.embed.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.testing.ItemEncoderContract;
import io.llmrec.core.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** One vector of two. */
class FusionTest {

  private static final Embedding X = Embedding.of(new float[] {1, 0});
  private static final Embedding Y = Embedding.of(new float[] {0, 1});
  private static final Embedding Z = Embedding.of(new float[] {0, 0, 1});

  private static ItemEncoder precomputed() {
    return new PrecomputedEncoder("samples 1", Samples.prepared().vectors());
  }

  @Nested
  class Precomputed implements ItemEncoderContract {
    @Override
    public ItemEncoder itemEncoder() {
      return precomputed();
    }
  }

  @Nested
  class Fused implements ItemEncoderContract {
    @Override
    public ItemEncoder itemEncoder() {
      return new FusedItemEncoder(
          precomputed(), id -> id.equals("item-3") ? null : Z, VectorFusion.concatenated(0.3, 3));
    }
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  /** The cosine of two items is the weighted mean of their cosines in either part. */
  @Test
  void concatenatedCosinesAreWeightedMeans() {
    VectorFusion fusion = VectorFusion.concatenated(0.25, 3);
    Embedding xz = fusion.fuse(X, Z);

    assertEquals(5, xz.dimension());
    assertEquals(0.25, xz.dot(fusion.fuse(Y, Z)), 1e-6);
    assertEquals(0.75, xz.dot(fusion.fuse(X, Embedding.of(new float[] {1, 0, 0}))), 1e-6);
  }

  @Test
  void anItemWithoutTheSecondIsComparedByTheFirst() {
    VectorFusion fusion = VectorFusion.concatenated(0.25, 3);

    assertEquals(Embedding.of(new float[] {1, 0, 0, 0, 0}), fusion.fuse(X, null));
    assertEquals(X, VectorFusion.sum(0.5).fuse(X, null));
  }

  @Test
  void sumsByWeight() {
    assertEquals(Embedding.of(new float[] {3, 1}), VectorFusion.sum(0.25).fuse(X, Y));
    assertEquals(
        X, VectorFusion.sum(0.5).fuse(X, Embedding.of(new float[] {-1, 0})), "they cancel out");
  }

  @Test
  void precomputedVectorsAreLookedUp() {
    PrecomputedEncoder encoder = new PrecomputedEncoder("sounds 2", Map.of("a", X)::get);

    assertEquals(List.of(X), encoder.encode(List.of(Item.of("a", "A"))));
    assertEquals("precomputed sounds 2", encoder.fingerprint());
    assertEquals(
        "item 'b' has no precomputed vector",
        refusal(() -> encoder.encode(List.of(Item.of("b", "B")))));
    assertEquals(
        "name of precomputed vectors must not be blank",
        refusal(() -> new PrecomputedEncoder(" ", id -> X)));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertEquals("weight must be above 0 and below 1, was 1.0", refusal(() -> VectorFusion.sum(1)));
    assertEquals(
        "weight must be above 0 and below 1, was NaN",
        refusal(() -> VectorFusion.concatenated(Double.NaN, 3)));
    assertEquals(
        "secondDimension must be at least 1, was 0",
        refusal(() -> VectorFusion.concatenated(0.5, 0)));
    assertEquals(
        "second vectors must have 2 components, one has 3",
        refusal(() -> VectorFusion.concatenated(0.5, 2).fuse(X, Z)));
    assertEquals(
        "dimensions must be equal, were 2 and 3", refusal(() -> VectorFusion.sum(0.5).fuse(X, Z)));
    FusedItemEncoder losing =
        new FusedItemEncoder(items -> List.of(), id -> null, VectorFusion.sum(0.5));
    assertEquals(
        "encode: 1 items in, 0 vectors out",
        assertThrows(IllegalStateException.class, () -> losing.encode(List.of(Item.of("a", "A"))))
            .getMessage());
  }
}
