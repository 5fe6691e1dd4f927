package io.llmrec.rank.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleSourceTest {

  private static List<EncodedSample> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> new EncodedSample(new int[] {i}, true)).toList();
  }

  private static List<Integer> order(int count, int buffer, long seed, int epoch) {
    Iterator<EncodedSample> drawn =
        SampleSource.shuffled(numbered(count).iterator(), buffer, seed, epoch);
    List<Integer> order = new ArrayList<>();
    drawn.forEachRemaining(one -> order.add(one.row()[0]));
    assertThrows(NoSuchElementException.class, drawn::next);
    return order;
  }

  @Test
  void eachSampleComesOnceInAnOrderOfSeedAndEpoch() {
    List<Integer> order = order(500, 100, 1, 0);

    assertEquals(order, order(500, 100, 1, 0));
    assertNotEquals(order, order(500, 100, 1, 1));
    assertNotEquals(order, order(500, 100, 2, 0));
    List<Integer> sorted = new ArrayList<>(order);
    Collections.sort(sorted);
    assertEquals(IntStream.range(0, 500).boxed().toList(), sorted);
  }

  @Test
  void samplesMoveForwardByAtMostTheBuffer() {
    List<Integer> order = order(1000, 50, 3, 0);

    for (int place = 0; place < order.size(); place++) {
      assertTrue(order.get(place) < place + 50);
    }
    assertEquals(IntStream.range(0, 9).boxed().toList(), order(9, 1, 3, 0));
    assertEquals(List.of(), order(0, 5, 1, 0));
  }

  @Test
  void refusesAnEmptyBuffer() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> order(5, 0, 1, 0));

    assertEquals("the shuffle buffer must be 1 to 2147483647, was 0", e.getMessage());
  }

  @Test
  void streamsAreEncodedAsTheyAreRead() {
    List<Sample> samples =
        List.of(
            new Sample(Features.builder().text("item", "a").build(), true),
            new Sample(Features.builder().text("item", "b").build(), false));
    FeatureEncoder encoder =
        new FeatureEncoder(
            FeatureSchema.fit(List.of(Feature.category("item", Side.ITEM)), samples));

    SampleSource streamed = SampleSource.streaming(encoder, samples::stream);
    SampleSource kept = SampleSource.inMemory(encoder, samples.stream());

    for (SampleSource source : List.of(streamed, kept, streamed)) {
      try (Stream<EncodedSample> read = source.open()) {
        List<EncodedSample> all = read.toList();
        assertEquals(1, all.get(0).row()[0]);
        assertEquals(2, all.get(1).row()[0]);
        assertTrue(all.get(0).positive() && !all.get(1).positive());
      }
    }
  }
}
