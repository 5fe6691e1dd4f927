package io.llmrec.core.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void doesEveryPieceOnce() {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    try (Workers workers = new Workers(3)) {
      workers.run(1000, done::incrementAndGet);
      workers.run(0, done::incrementAndGet);
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals(1, done.get(i));
    }
  }

  @Test
  void throwsWhatAPieceThrows() {
    RuntimeException failure = new ArithmeticException("piece 5");
    try (Workers workers = new Workers(2)) {
      Throwable thrown =
          assertThrows(
              ArithmeticException.class,
              () ->
                  workers.run(
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
  void doesNothingForAnInterruptedCaller() {
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(1)) {
      Thread.currentThread().interrupt();
      IllegalStateException refusal =
          assertThrows(
              IllegalStateException.class, () -> workers.run(1, i -> done.incrementAndGet()));
      assertEquals("interrupted before working", refusal.getMessage());
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(0, done.get());
  }

  @Test
  void givesUpWhenInterruptedWhileItWaits() {
    Thread caller = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    try (Workers workers = new Workers(1)) {
      IllegalStateException refusal =
          assertThrows(
              IllegalStateException.class,
              () ->
                  workers.run(
                      1,
                      i -> {
                        caller.interrupt();
                        try {
                          never.await();
                        } catch (InterruptedException e) {
                          // The caller has given up, and ends its helpers.
                          Thread.currentThread().interrupt();
                        }
                      }));
      assertEquals("interrupted while working", refusal.getMessage());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void drawsDependOnTheWholePath() {
    assertEquals(Draws.of(1, 2, 3).below(1 << 30), Draws.of(1, 2, 3).below(1 << 30));
    int[] firsts = {
      Draws.of(1).below(1 << 30),
      Draws.of(2).below(1 << 30),
      Draws.of(1, 2).below(1 << 30),
      Draws.of(1, 2, 3).below(1 << 30),
      Draws.of(1, 3, 2).below(1 << 30)
    };
    assertEquals(firsts.length, Arrays.stream(firsts).distinct().count());
  }

  @Test
  void drawsAreSpreadEvenly() {
    Draws draws = Draws.of(1);
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

    Draws.of(3).shuffle(values, 2, 8);

    assertEquals(0, values[0]);
    assertEquals(9, values[9]);
    Arrays.sort(values);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, values);
  }
}
