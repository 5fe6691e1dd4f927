package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelTest {

  @Test
  void doesEveryPieceOnce() {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    try (Parallel parallel = new Parallel(3)) {
      parallel.run(1000, done::incrementAndGet);
      parallel.run(0, done::incrementAndGet);
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals(1, done.get(i));
    }
  }

  @Test
  void throwsWhatAPieceThrows() {
    RuntimeException failure = new ArithmeticException("piece 5");
    try (Parallel parallel = new Parallel(2)) {
      Throwable thrown =
          assertThrows(
              ArithmeticException.class,
              () ->
                  parallel.run(
                      10,
                      i -> {
                        if (i == 5) {
                          throw failure;
                        }
                      }));
      assertSame(failure, thrown);
    }
  }

  @Test
  void givesUpWhenInterrupted() {
    try (Parallel parallel = new Parallel(1)) {
      Thread.currentThread().interrupt();
      IllegalStateException refusal =
          assertThrows(IllegalStateException.class, () -> parallel.run(1, i -> {}));
      assertEquals("interrupted while training", refusal.getMessage());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void drawsDependOnTheWholePath() {
    assertEquals(new Draws(1, 2, 3).below(1 << 30), new Draws(1, 2, 3).below(1 << 30));
    int[] firsts = {
      new Draws(1).below(1 << 30),
      new Draws(2).below(1 << 30),
      new Draws(1, 2).below(1 << 30),
      new Draws(1, 2, 3).below(1 << 30),
      new Draws(1, 3, 2).below(1 << 30)
    };
    assertEquals(firsts.length, Arrays.stream(firsts).distinct().count());
  }

  @Test
  void drawsAreSpreadEvenly() {
    Draws draws = new Draws(1);
    int[] counts = new int[4];
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      counts[draws.below(4)]++;
      sum += draws.aroundZero();
    }
    for (int count : counts) {
      assertEquals(2500, count, 150);
    }
    assertEquals(0, sum / 10_000, 0.02);
  }

  @Test
  void shufflesOnlyBetweenTheBounds() {
    int[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    new Draws(3).shuffle(values, 2, 8);

    assertEquals(0, values[0]);
    assertEquals(9, values[9]);
    Arrays.sort(values);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, values);
  }
}
