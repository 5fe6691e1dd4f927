package io.llmrec.embed.adaptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.testing.ItemEncoderContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.testing.TextEncoderContract;
import io.llmrec.embed.adaptor.WhiteningOptions.Kind;
import io.llmrec.embed.fusion.PrecomputedEncoder;
import io.llmrec.embed.lexical.LexicalEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Whitening and alignment by pairs, their files, and encoders behind them. */
class LinearMapsTest {

  private static final Map<String, Embedding> ITEMS = Clouds.items(300);

  private static final LexicalEncoder LEXICAL =
      LexicalEncoder.fit(List.of("red tea", "green tea", "bike light", "coffee grinder"));

  private static LinearMap lexicalMap() {
    return Whitening.fit(
        LEXICAL.fingerprint(),
        LEXICAL.encode(List.of("red tea", "green tea", "bike light", "coffee grinder", "tea")),
        new WhiteningOptions(Kind.PCA, 4, 0.1));
  }

  @Nested
  class Texts implements TextEncoderContract {
    @Override
    public TextEncoder textEncoder() {
      return AdaptedEncoders.texts(LEXICAL, lexicalMap());
    }
  }

  @Nested
  class Items implements ItemEncoderContract {
    @Override
    public ItemEncoder itemEncoder() {
      ItemEncoder encoder = new PrecomputedEncoder("samples", Samples.prepared().vectors());
      List<Embedding> vectors = encoder.encode(Samples.items());
      String name = ((Fingerprinted) encoder).fingerprint();
      return AdaptedEncoders.items(
          encoder, Whitening.fit(name, vectors, WhiteningOptions.defaults()));
    }
  }

  private static String refusal(Executable misuse) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, misuse).getMessage());
  }

  private static LinearMap whitening(Kind kind, int dimension, double regularisation) {
    return Whitening.fit(
        "cloud", ITEMS.values(), new WhiteningOptions(kind, dimension, regularisation));
  }

  /** Mean of (x - mean) W (x - mean)' W' over the items, without making directions of them. */
  private static double[][] covariance(LinearMap map) {
    int n = map.dimension();
    double[][] covariance = new double[n][n];
    for (Embedding item : ITEMS.values()) {
      double[] image = new double[n];
      for (int i = 0; i < item.dimension(); i++) {
        for (int j = 0; j < n; j++) {
          image[j] += (item.get(i) - map.mean()[i]) * map.matrix()[i * n + j];
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          covariance[i][j] += image[i] * image[j] / ITEMS.size();
        }
      }
    }
    return covariance;
  }

  @Test
  void whitenedVectorsAreSpreadEvenly() {
    for (LinearMap map : List.of(whitening(Kind.PCA, 0, 0), whitening(Kind.ZCA, 0, 0))) {
      double[][] covariance = covariance(map);
      for (int i = 0; i < map.dimension(); i++) {
        for (int j = 0; j < map.dimension(); j++) {
          assertEquals(i == j ? 1 : 0, covariance[i][j], 1e-3);
        }
      }
    }
  }

  @Test
  void zcaIsSymmetric() {
    LinearMap map = whitening(Kind.ZCA, 0, 0.1);
    int n = map.dimension();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(map.matrix()[i * n + j], map.matrix()[j * n + i], 1e-4);
      }
    }
  }

  @Test
  void pcaAndZcaGiveTheSameCosines() {
    LinearMap pca = whitening(Kind.PCA, 0, 0.1);
    LinearMap zca = whitening(Kind.ZCA, 0, 0.1);
    Embedding a = item("i3");
    Embedding b = item("i77");

    assertEquals(zca.apply(a).dot(zca.apply(b)), pca.apply(a).dot(pca.apply(b)), 1e-4);
  }

  private static Embedding item(String id) {
    return ITEMS.getOrDefault(id, Embedding.of(new float[] {1}));
  }

  @Test
  void fewerDimensionsAreTheStrongestOnes() {
    LinearMap few = whitening(Kind.PCA, 3, 0);

    assertEquals(3, few.dimension());
    assertEquals(3, few.apply(item("i1")).dimension());
  }

  /** Two points on a line: all other directions have no variance and stay 0. */
  @Test
  void directionsWithoutVarianceAreNotBlownUp() {
    List<Embedding> two =
        List.of(Embedding.of(new float[] {1, 0, 0}), Embedding.of(new float[] {0, 1, 0}));
    LinearMap map = Whitening.fit("", two, new WhiteningOptions(Kind.ZCA, 0, 0));

    assertEquals(-1, map.apply(two.get(0)).dot(map.apply(two.get(1))), 1e-6);
    assertEquals(0, map.apply(Embedding.of(new float[] {0.9f, 0.1f, 0.3f})).get(2), 1e-6);
  }

  @Test
  void aVectorAtTheMeanHasADirectionToo() {
    List<Embedding> three =
        List.of(
            Embedding.of(new float[] {1, 0}),
            Embedding.of(new float[] {-1, 0}),
            Embedding.of(new float[] {0, 1}),
            Embedding.of(new float[] {0, -1}));
    LinearMap map = Whitening.fit("", three, WhiteningOptions.defaults());

    assertEquals(2, map.apply(three.get(0)).dimension());
    LinearMap centred = new LinearMap("", "", new float[] {1, 0}, new float[] {0, 0, 1, 1});
    assertEquals(Embedding.of(new float[] {1, 0}), centred.apply(Embedding.of(new float[] {1, 0})));
  }

  /** How much closer two items of one taste are than two of different tastes. */
  private static double separation(VectorMap map) {
    double same = 0;
    double other = 0;
    for (int i = 0; i < 100; i++) {
      Embedding a = map.apply(item("i" + i));
      same += a.dot(map.apply(item("i" + (i + 5 * 20)))) / 100;
      other += a.dot(map.apply(item("i" + (i + 5 * 20 + 1)))) / 100;
    }
    return same - other;
  }

  private static Collection<ItemPair> pairs() {
    List<ItemPair> pairs = new ArrayList<>(List.of(new ItemPair("i0", "unknown")));
    for (List<String> history : Clouds.histories(200, 100, 5)) {
      pairs.add(new ItemPair(history.get(0), history.get(1)));
    }
    return pairs;
  }

  @Test
  void alignmentFindsTheDirectionsInWhichPairsAgree() {
    LinearMap aligned =
        PairAlignment.fit(
            "cloud", ITEMS.values(), ITEMS::get, pairs(), AlignmentOptions.ofDimension(4));

    assertTrue(separation(whitening(Kind.PCA, 0, 0.1)) < 0.4, "whitening alone");
    assertTrue(separation(aligned) > 0.8, "was " + separation(aligned));
    assertEquals(4, aligned.dimension());
  }

  @Test
  void alignmentRefusesWhatItCannotLearnFrom() {
    assertEquals(
        "pairs of items that have vectors must be at least 1, were 0 of 1",
        refusal(
            () ->
                PairAlignment.fit(
                    "",
                    ITEMS.values(),
                    ITEMS::get,
                    List.of(new ItemPair("i1", "gone")),
                    AlignmentOptions.ofDimension(4))));
    assertEquals(
        "dimension must be at most 24, that of the vectors, was 25",
        refusal(
            () ->
                PairAlignment.fit(
                    "", ITEMS.values(), ITEMS::get, pairs(), AlignmentOptions.ofDimension(25))));
    assertEquals(
        "sharpness must be 0 to 4, was NaN", refusal(() -> new AlignmentOptions(1, 0, Double.NaN)));
    assertEquals(
        "dimension must be at least 1, was 0", refusal(() -> AlignmentOptions.ofDimension(0)));
  }

  @Test
  void whiteningRefusesWhatItCannotLearnFrom() {
    Embedding x = Embedding.of(new float[] {1, 0});
    WhiteningOptions usual = WhiteningOptions.defaults();

    assertEquals(
        "vectors must be at least 2, were 1", refusal(() -> Whitening.fit("", List.of(x), usual)));
    assertEquals(
        "vectors must differ, all are the same",
        refusal(() -> Whitening.fit("", Collections.nCopies(5, x), usual)));
    assertEquals(
        "dimensions must be equal, were 2 and 1",
        refusal(() -> Whitening.fit("", List.of(x, Embedding.of(new float[] {1})), usual)));
    assertEquals(
        "dimension must be at most 24, that of the vectors, was 30",
        refusal(() -> whitening(Kind.PCA, 30, 0)));
    assertEquals(
        "dimension must be 0 for ZCA, which keeps all, was 3",
        refusal(() -> whitening(Kind.ZCA, 3, 0)));
    assertEquals(
        "regularisation must be 0 to 1000, was -1.0",
        refusal(() -> new WhiteningOptions(Kind.PCA, 0, -1)));
    assertEquals(
        "vector must have 24 components, has 2", refusal(() -> whitening(Kind.PCA, 0, 0).apply(x)));
  }

  @Test
  void aSavedMapIsTheSame(@TempDir Path folder) {
    LinearMap map = whitening(Kind.PCA, 7, 0.2);
    map.save(folder.resolve("map.safetensors"));

    LinearMap opened = LinearMap.open(folder.resolve("map.safetensors"));

    assertEquals(map.fingerprint(), opened.fingerprint());
    assertEquals("cloud", opened.encoder());
    assertEquals(map.apply(item("i9")), opened.apply(item("i9")));
    assertNotEquals(map.fingerprint(), whitening(Kind.PCA, 7, 0.3).fingerprint());
  }

  /** A flip anywhere is an error, or changes a text that no number depends on. */
  @Test
  void everyFlippedBitOfTheNumbersIsFound(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("map.safetensors");
    LinearMap map = new LinearMap("e", "f", new float[] {0.5f, 0.25f}, new float[] {1, 2, 3, 4});
    map.save(file);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 4;
      Files.write(file, flipped);
      if (i >= whole.length - 6 * Float.BYTES) {
        assertEquals(
            file + ": is damaged: its numbers do not match its checksum",
            refusal(() -> LinearMap.open(file)));
      } else {
        answersOrRefuses(file, map);
      }
    }
  }

  private static void answersOrRefuses(Path file, LinearMap map) {
    try {
      assertEquals(List.of(map.matrix().length), List.of(LinearMap.open(file).matrix().length));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("map.safetensors"), e.getMessage());
    }
  }

  @Test
  void refusesAFileOfAnotherKind(@TempDir Path folder) {
    Path file = folder.resolve("map.safetensors");
    whitening(Kind.PCA, 2, 0).save(file);

    assertEquals(
        file + ": must hold a llmrec mixture map 1, holds 'llmrec linear map 1'",
        refusal(() -> MixtureMap.open(file)));
    assertThrows(
        UncheckedIOException.class, () -> LinearMap.open(folder.resolve("gone.safetensors")));
  }

  @Test
  void anEncoderThatTheMapWasNotMadeForIsRefused() {
    LinearMap foreign = whitening(Kind.PCA, 0, 0);

    assertEquals(
        "the map was made for vectors of 'cloud', the encoder is '" + LEXICAL.fingerprint() + "'",
        refusal(() -> AdaptedEncoders.texts(LEXICAL, foreign)));
    AdaptedEncoders.texts(texts -> LEXICAL.encode(texts), foreign);
    AdaptedEncoders.items(items -> List.of(), foreign);
  }

  @Test
  void anAdaptedEncoderIsKnownByItsMap() {
    TextEncoder adapted = AdaptedEncoders.texts(LEXICAL, lexicalMap());

    assertEquals(lexicalMap().fingerprint(), ((Fingerprinted) adapted).fingerprint());
    assertNotEquals(LEXICAL.fingerprint(), ((Fingerprinted) adapted).fingerprint());
  }
}
