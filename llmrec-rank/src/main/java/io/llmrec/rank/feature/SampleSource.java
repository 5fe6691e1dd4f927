package io.llmrec.rank.feature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Encoded samples that can be read again and again, in the same order each time: one pass over them
 * is an epoch. They need not fit into memory.
 */
@FunctionalInterface
public interface SampleSource {

  /** The samples from the first on; the caller closes the stream. */
  Stream<EncodedSample> open();

  /** Samples that are encoded anew in each pass, for what does not fit into memory. */
  static SampleSource streaming(FeatureEncoder encoder, Supplier<Stream<Sample>> samples) {
    return () ->
        samples.get().map(one -> new EncodedSample(encoder.encode(one.features()), one.positive()));
  }

  /** Samples that are encoded now and kept: 16 bytes and 4 for each number of a row. */
  static SampleSource inMemory(FeatureEncoder encoder, Stream<Sample> samples) {
    List<EncodedSample> all = new ArrayList<>();
    samples.forEach(
        one -> all.add(new EncodedSample(encoder.encode(one.features()), one.positive())));
    return of(all);
  }

  /** Samples at hand. */
  static SampleSource of(Collection<EncodedSample> samples) {
    return samples::stream;
  }

  /**
   * One pass in random order: of the next {@code buffer} samples one is drawn at a time, so that
   * samples move forward by at most as many places. With a buffer as large as the data the order is
   * a plain random one. The same seed gives the same order.
   *
   * @param samples their order must be the same in each pass
   * @param buffer at least 1; 1 keeps the order
   */
  static Iterator<EncodedSample> shuffled(
      Iterator<EncodedSample> samples, int buffer, long seed, int epoch) {
    return new ShuffleBuffer<>(samples, buffer, seed, epoch);
  }
}
