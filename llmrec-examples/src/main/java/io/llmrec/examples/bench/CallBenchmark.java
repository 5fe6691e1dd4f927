package io.llmrec.examples.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a remote model costs besides the model: calls in a second and processor time for
 * each, against a server on loopback that takes 50 ms, beside two other clients. Server and clients
 * run in processes of their own; after warming up each number of callers is measured for some
 * seconds.
 *
 * <p>Not of JMH: it counts the time of all of a process's threads.
 */
public final class CallBenchmark {

  private static final int LATENCY_MILLIS = 50;
  private static final int[] CALLERS = {1, 8, 64, 256};
  private static final int WARM_UP_CALLERS = 256;
  private static final long WARM_UP_SECONDS = 12;
  private static final long SECONDS = 5;

  private CallBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      compare();
    } else if (args[0].equals("server")) {
      LatencyServer.serve(LATENCY_MILLIS);
    } else {
      measure(CallClient.valueOf(args[0]).to(args[1]));
    }
  }

  private static void compare() throws Exception {
    Process server = java("server");
    try (BufferedReader out = reader(server)) {
      String base = "http://127.0.0.1:" + out.readLine() + "/v1";
      System.out.println("client       jars MB  callers  calls/s  of ideal  CPU us/call");
      for (CallClient client : CallClient.values()) {
        String name = "%-12s %7.1f".formatted(client, megabytes(client));
        Process process = java(client.name(), base);
        try (BufferedReader lines = reader(process)) {
          lines.lines().forEach(line -> System.out.println(name + "  " + line));
        }
        process.waitFor();
      }
    } finally {
      server.destroy();
    }
  }

  private static void measure(Supplier<String> client) throws InterruptedException {
    run(client, WARM_UP_CALLERS, WARM_UP_SECONDS);
    for (int callers : CALLERS) {
      run(client, callers, 1);
      long cpu = cpuNanos();
      long start = System.nanoTime();
      long calls = run(client, callers, SECONDS);
      double seconds = (System.nanoTime() - start) / 1e9;
      double perSecond = calls / seconds;
      double ideal = callers * 1000.0 / LATENCY_MILLIS;
      System.out.printf(
          "%7d %8.1f  %7.1f%%  %11.0f%n",
          callers, perSecond, 100 * perSecond / ideal, (cpuNanos() - cpu) / 1e3 / calls);
    }
    System.exit(0);
  }

  /** How many calls some callers make in some seconds. */
  private static long run(Supplier<String> client, int callers, long seconds)
      throws InterruptedException {
    AtomicLong calls = new AtomicLong();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(callers);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (int i = 0; i < callers; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (System.nanoTime() < end && client.get().equals("hello")) {
                    calls.incrementAndGet();
                  }
                } catch (RuntimeException e) {
                  failure.set(e);
                } finally {
                  done.countDown();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    done.await();
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    return calls.get();
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /** What the client and all it needs weigh. */
  private static double megabytes(CallClient client) {
    long bytes = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      File file = new File(entry);
      String name =
          file.isDirectory()
              ? file.getAbsoluteFile().getParentFile().getParentFile().getName()
              : file.getName();
      bytes += client.brings(name) ? size(file) : 0;
    }
    return bytes / 1e6;
  }

  private static long size(File file) {
    File[] inside = file.listFiles();
    return inside == null
        ? file.length()
        : Arrays.stream(inside).mapToLong(CallBenchmark::size).sum();
  }

  private static Process java(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add(CallBenchmark.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
