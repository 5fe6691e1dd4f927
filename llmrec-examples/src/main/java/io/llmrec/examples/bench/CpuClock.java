package io.llmrec.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time, which other programs on the machine disturb less than the clock on the wall. */
final class CpuClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuClock() {}

  /** Nanoseconds that this thread has used. */
  static long thread() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Nanoseconds that all threads of this process have used, the collector's and compiler's too. */
  static long process() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** The fewest nanoseconds of this thread over several runs. */
  static long best(int runs, Runnable work) {
    long best = Long.MAX_VALUE;
    for (int run = 0; run < runs; run++) {
      long start = thread();
      work.run();
      best = Math.min(best, thread() - start);
    }
    return best;
  }
}
