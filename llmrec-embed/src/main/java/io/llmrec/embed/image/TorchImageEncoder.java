package io.llmrec.embed.image;

import ai.djl.ndarray.NDArray;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.FileHash;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of pictures as a TorchScript archive: {@code forward(x [batch, 3, size, size])} gives
 * {@code [batch, dimension]} features, alone or first in a tuple, for example the layer before the
 * classes of MobileNet (Sandler et al., "MobileNetV2", 2018).
 *
 * <p>Safe for use by several threads; each call computes on the thread that asks. Holds native
 * memory until it is closed; encoding afterwards throws {@link IllegalStateException}.
 */
public final class TorchImageEncoder implements ImageEncoder, Fingerprinted, AutoCloseable {

  /** Pictures that are computed at once; more only fill the processor's caches. */
  private static final int BATCH = 8;

  private static final int CALLS = 4;

  private final TorchModule module;
  private final Resampler resampler;
  private final ImageInput input;
  private final ImageDecoder decoder;
  private final String fingerprint;

  private TorchImageEncoder(
      TorchModule module, ImageInput input, ImageLimits limits, String fingerprint) {
    this.module = module;
    this.input = input;
    this.resampler = new Resampler(input);
    this.decoder = new ImageDecoder(limits);
    this.fingerprint = fingerprint;
  }

  /** Loads an archive for the processor, with the default limits. */
  public static TorchImageEncoder open(Path archive, ImageInput input) {
    return open(archive, input, ImageLimits.defaults(), Compute.CPU);
  }

  /**
   * Loads an archive.
   *
   * @throws UncheckedIOException when the file cannot be read
   * @throws IllegalArgumentException when it is not a TorchScript archive
   * @throws IllegalStateException when there is no engine, or not the device
   */
  public static TorchImageEncoder open(
      Path archive, ImageInput input, ImageLimits limits, Compute compute) {
    String fingerprint = "image " + Fingerprint.of("1", FileHash.of(archive), input.toString());
    return new TorchImageEncoder(
        TorchModule.open(archive, compute, CALLS), input, limits, fingerprint);
  }

  @Override
  public List<Embedding> encode(List<ImageSource> images) {
    List<Embedding> vectors = new ArrayList<>(images.size());
    for (int from = 0; from < images.size(); from += BATCH) {
      List<ImageSource> batch = images.subList(from, Math.min(images.size(), from + BATCH));
      float[] values = new float[batch.size() * resampler.length()];
      for (int i = 0; i < batch.size(); i++) {
        resampler.resample(decoder.decode(batch.get(i)), values, i * resampler.length());
      }
      for (float[] row : module.call(session -> features(session, values, batch.size()))) {
        vectors.add(Embedding.of(row));
      }
    }
    return List.copyOf(vectors);
  }

  private float[][] features(TorchSession session, float[] values, int count) {
    NDArray found =
        session.forward(session.floats(values, count, 3, input.size(), input.size())).get(0);
    if (found.getShape().dimension() != 2 || found.getShape().get(0) != count) {
      throw new IllegalStateException(
          "the model must give [%d, dimension] features, gave %s"
              .formatted(count, found.getShape()));
    }
    return TorchSession.rows(found);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    module.close();
  }
}
