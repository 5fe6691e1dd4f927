package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The threads and sockets of this JVM at some moment, to be compared with those of a later one.
 *
 * @param threads names of the threads, without those of tests and of the JDK's common pool, and
 *     without idle ones of the shared client's pool, which end by themselves
 * @param sockets how many are open; all open files where the system does not tell them apart
 */
record Leftovers(Set<String> threads, long sockets) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String POOL = "HttpClient-llmrec-";
  private static final List<String> NOT_OURS =
      List.of(
          "raw-server", "ForkJoinPool", "junit", "surefire", "process reaper", "Attach Listener");

  /** What there is now. */
  static Leftovers now() {
    Set<String> names = new TreeSet<>();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (isOurs(thread.getName()) && !isIdle(thread.getName(), stack)) {
                names.add(thread.getName());
              }
            });
    return new Leftovers(names, openSockets());
  }

  /** These and one socket more. */
  Leftovers andOneSocket() {
    return new Leftovers(threads, sockets + 1);
  }

  /** Waits until there is no more than there was then; fails when it stays so for long. */
  void assertNothingMore(String after) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Leftovers now = now();
    for (long pause = 1;
        !covers(now) && System.nanoTime() < end;
        pause = Math.min(100, 2 * pause)) {
      TimeUnit.MILLISECONDS.sleep(pause);
      now = now();
    }
    assertTrue(covers(now), "left behind after " + after + ": " + now + ", there were " + this);
    assertTrue(poolThreads() <= Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  private boolean covers(Leftovers later) {
    return threads.containsAll(later.threads) && later.sockets <= sockets;
  }

  private static boolean isOurs(String name) {
    return NOT_OURS.stream().noneMatch(name::startsWith);
  }

  private static boolean isIdle(String name, StackTraceElement[] stack) {
    return name.startsWith(POOL)
        && (stack.length == 0
            || Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("getTask")));
  }

  private static long poolThreads() {
    Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
    return all.keySet().stream().filter(thread -> thread.getName().startsWith(POOL)).count();
  }

  private static long openSockets() {
    if (Files.isDirectory(DESCRIPTORS)) {
      try (Stream<Path> all = Files.list(DESCRIPTORS)) {
        return all.filter(Leftovers::isSocket).count();
      } catch (IOException e) {
        throw new AssertionError("the open files cannot be listed", e);
      }
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      // Closed since the folder was read.
      return false;
    }
  }
}
