package io.llmrec.prompt.wrap;

import java.util.concurrent.TimeUnit;

/** The passing of time. Safe for use by several threads. */
interface Ticker {

  /** The time of the JVM. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** Nanoseconds since some moment; only differences mean something. */
  long nanos();

  /** Lets time pass. */
  void sleep(long nanos) throws InterruptedException;
}
