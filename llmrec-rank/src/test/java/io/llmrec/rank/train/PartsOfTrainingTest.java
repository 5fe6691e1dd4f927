package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The small parts that a training is made of. */
class PartsOfTrainingTest {

  private static String refusal(Executable work) {
    return assertThrows(IllegalArgumentException.class, work).getMessage();
  }

  @Nested
  class OfTables {

    private final EmbeddingTable table =
        new EmbeddingTable("t", 100_000, 24, Initializer.normal(0.1), 5);

    @Test
    void giveARowItsFirstValuesInWhateverOrderRowsAreTouched() {
      EmbeddingTable same = new EmbeddingTable("t", 100_000, 24, Initializer.normal(0.1), 5);
      EmbeddingTable other = new EmbeddingTable("u", 100_000, 24, Initializer.normal(0.1), 5);
      same.setRow(77_776, new float[24]);

      assertArrayEquals(table.row(77_777), same.row(77_777));
      assertArrayEquals(new float[24], same.row(77_776));
      assertNotEquals(table.row(3)[0], other.row(3)[0]);
      assertNotEquals(table.row(3)[0], table.row(4)[0]);
    }

    @Test
    void keepNothingOfRowsThatAreOnlyRead() {
      table.row(5);
      assertNull(table.values().peek(0));
      table.putRows(new int[] {5}, 1, FloatBuffer.allocate(24));
      assertEquals(table.row(5)[3], table.values().peek(0)[table.values().offset(5) + 3]);
    }

    @Test
    void putRowsOneAfterTheOther() {
      FloatBuffer target = FloatBuffer.allocate(48);
      table.putRows(new int[] {99_999, 0}, 2, target);
      assertEquals(table.row(99_999)[23], target.get(23));
      assertEquals(table.row(0)[0], target.get(24));
    }

    @Test
    void haveRowsOfAnyWidthAndNumber() {
      for (int width : new int[] {1, 3, 64, 1_000, 65_536}) {
        EmbeddingTable odd = new EmbeddingTable("t", 3, width, Initializer.constant(2), 1);
        odd.setRow(1, new float[width]);
        assertEquals(2, odd.row(0)[width - 1]);
        assertEquals(0, odd.row(1)[width - 1]);
        assertEquals(2, odd.row(2)[0]);
      }
    }

    @Test
    void refuseWhatIsNoRow() {
      assertEquals(
          "table 't' has the rows 0 to 99999, not 100000",
          assertThrows(IndexOutOfBoundsException.class, () -> table.row(100_000)).getMessage());
      assertThrows(IndexOutOfBoundsException.class, () -> table.row(-1));
      assertEquals(
          "a row of table 't' must have 24 values, was given 2",
          refusal(() -> table.setRow(0, new float[2])));
      refusal(() -> new EmbeddingTable("t", 0, 4, Initializer.zeros(), 1));
      refusal(() -> new EmbeddingTable("t", 4, 65_537, Initializer.zeros(), 1));
      refusal(() -> new EmbeddingTable(" ", 4, 4, Initializer.zeros(), 1));
    }
  }

  @Nested
  class OfWeights {

    @Test
    void drawByTheirNames() {
      Weights one = new Weights(4).add("a", Initializer.xavierUniform(), 3, 5);
      Weights other =
          new Weights(4)
              .add("b", Initializer.ones(), 2)
              .add("a", Initializer.xavierUniform(), 3, 5);
      assertArrayEquals(one.values("a"), other.values("a"));
      assertEquals(List.of("b", "a"), other.names());
      assertEquals(17, other.size());
      assertArrayEquals(new int[] {3, 5}, other.shape("a"));
    }

    @Test
    void refuseWhatDoesNotFit() {
      Weights weights = new Weights(4).add("a", Initializer.zeros(), 2);
      assertEquals(
          "the name of a weight must be new and not blank, was 'a'",
          refusal(() -> weights.put("a", new float[2], 2)));
      assertEquals(
          "weight 'b' must have 6 values, has 5",
          refusal(() -> weights.put("b", new float[5], 2, 3)));
      assertEquals("there is no weight 'c', there are [a]", refusal(() -> weights.values("c")));
      assertTrue(
          refusal(() -> weights.add("d", Initializer.zeros(), 2, 0))
              .startsWith("weight 'd' must have axes of at least 1"));
      refusal(() -> weights.add("d", Initializer.zeros(), 1 << 16, 1 << 16));
    }

    @Test
    void haveTheSpreadThatIsAskedFor() {
      assertSpread(0.3, Initializer.normal(0.3), 100, 200);
      assertSpread(Math.sqrt(2.0 / 300), Initializer.xavierNormal(), 100, 200);
      assertSpread(Math.sqrt(2.0 / 300), Initializer.xavierUniform(), 100, 200);
      float[] ones = new Weights(1).add("x", Initializer.ones(), 3).values("x");
      assertArrayEquals(new float[] {1, 1, 1}, ones);
      refusal(() -> Initializer.normal(0));
    }

    private void assertSpread(double expected, Initializer initializer, int... shape) {
      float[] values = new Weights(9).add("x", initializer, shape).values("x");
      double sum = 0;
      double squares = 0;
      for (float value : values) {
        sum += value;
        squares += (double) value * value;
      }
      assertEquals(0, sum / values.length, expected / 40);
      assertEquals(expected, Math.sqrt(squares / values.length), expected / 50);
    }
  }

  @Nested
  class OfIds {

    /** Against a plain map, over batches of growing size, so that the map grows in between. */
    @Test
    void areNumberedInTheOrderTheyCome() {
      RowMap map = new RowMap();
      Draws draws = Draws.of(3);
      for (int round = 0; round < 40; round++) {
        map.clear();
        Map<Integer, Integer> expected = new HashMap<>();
        for (int part = 0; part < 3; part++) {
          int[] ids = new int[1 + round * 37];
          Arrays.setAll(ids, i -> draws.below(2_000));
          LongBuffer places = LongBuffer.allocate(ids.length);
          assertEquals(-1, map.put(ids, 2_000, places));
          for (int i = 0; i < ids.length; i++) {
            int number = expected.computeIfAbsent(ids[i], id -> expected.size());
            assertEquals(number, places.get(i));
            assertEquals(ids[i], map.unique()[number]);
          }
        }
        assertEquals(expected.size(), map.count());
      }
    }

    @Test
    void outsideATableAreFound() {
      RowMap map = new RowMap();
      map.clear();
      assertEquals(2, map.put(new int[] {0, 9, 10}, 10, LongBuffer.allocate(3)));
      assertEquals(0, map.put(new int[] {-1}, 10, LongBuffer.allocate(1)));
    }
  }

  @Nested
  class OfBatches {

    @Test
    void refuseWhatDoesNotFit() {
      Batch batch = new Batch(2).floats("x", new float[6], 2, 3).wholes("n", new long[2]);
      assertEquals(2, batch.samples());
      assertEquals(
          "input 'y' has 5 values, which are not of shape [2, 3]",
          refusal(() -> batch.floats("y", new float[5], 2, 3)));
      assertEquals(
          "input 'y' has 3 values, which are not of shape [2]",
          refusal(() -> batch.ids("y", new int[3])));
      assertEquals(
          "the name of an input must be new and not blank, was 'x'",
          refusal(() -> batch.ids("x", new int[2])));
      refusal(() -> batch.ids("y", new int[2], -1, -2));
      assertEquals("samples must be at least 1, was 0", refusal(() -> new Batch(0)));
    }
  }

  @Nested
  class OfSchedules {

    @Test
    void riseAndFall() {
      Schedule linear = Schedule.linear(4, 12);
      assertEquals(0.25, linear.factor(0));
      assertEquals(1, linear.factor(3));
      assertEquals(1, linear.factor(4));
      assertEquals(0.5, linear.factor(8));
      assertEquals(0, linear.factor(12));
      assertEquals(0, linear.factor(99));
      Schedule cosine = Schedule.cosine(2, 10);
      assertEquals(0.5, cosine.factor(0));
      assertEquals(1, cosine.factor(2));
      assertEquals(0.5, cosine.factor(6), 1e-12);
      assertEquals(0, cosine.factor(10), 1e-12);
      assertEquals(0, cosine.factor(50), 1e-12);
      assertEquals(1, Schedule.constant().factor(1_000_000));
      assertEquals(
          "warmUp must be at least 0 and total more than it, were 5 and 5",
          refusal(() -> Schedule.linear(5, 5)));
      refusal(() -> Schedule.cosine(-1, 5));
    }
  }

  @Nested
  class OfOptions {

    @Test
    void areChecked() {
      TrainingOptions.Builder builder = TrainingOptions.builder();
      assertEquals("epochs must be at least 1, was 0", refusal(() -> builder.epochs(0)));
      assertEquals(
          "learningRate must be above 0 and at most 1, was 0.0",
          refusal(() -> builder.learningRate(0)));
      assertEquals(
          "weightDecay must be at least 0, was NaN",
          refusal(() -> builder.weightDecay(Double.NaN)));
      assertEquals("clipNorm must be above 0, was 0.0", refusal(() -> builder.clipNorm(0)));
      assertEquals("patience must be at least 1, was 0", refusal(() -> builder.patience(0)));
      refusal(() -> builder.checkpoints(java.nio.file.Path.of("x"), 0));
    }

    @Test
    void doNotChangeWithTheirBuilder() {
      TrainingOptions.Builder builder = TrainingOptions.builder().epochs(4);
      TrainingOptions options = builder.build();
      builder.epochs(5);
      assertEquals(4, options.epochs());
    }
  }

  @Nested
  class OfGraphs {

    private String refusalOf(java.util.function.Consumer<NetworkScript> script) {
      TrainableNetwork network =
          new TrainableNetwork() {
            @Override
            public Weights weights() {
              return new Weights(1);
            }

            @Override
            public List<EmbeddingTable> tables() {
              return List.of(new EmbeddingTable("t", 1, 1, Initializer.zeros(), 1));
            }

            @Override
            public void script(NetworkScript written) {
              script.accept(written);
            }
          };
      return refusal(() -> NetworkGraph.ofLoss(network));
    }

    @Test
    void areRefusedWhereTheyDoNotFitTheNetwork() {
      assertEquals("the network wrote no loss", refusalOf(script -> {}));
      assertEquals("there is no weight 'w', there are []", refusalOf(s -> s.weight("w")));
      assertEquals(
          "the network has no table 'u', it has [t]", refusalOf(s -> s.embedded("u", "x")));
      assertEquals(
          "share must be from 0 to below 1, was 1.0", refusalOf(s -> s.dropout(s.input("x"), 1)));
      assertEquals(
          "the network wrote two losses",
          refusalOf(
              s -> {
                s.loss(() -> s.input("x"));
                s.loss(() -> s.input("x"));
              }));
      assertEquals(
          "the network has no output 'gain'",
          refusal(() -> NetworkGraph.ofOutputs(new TinyNetwork(2, 0, 1), List.of("gain"))));
    }
  }
}
