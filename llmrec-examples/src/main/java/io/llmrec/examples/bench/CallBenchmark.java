package io.llmrec.examples.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a remote model costs besides the model: calls in a second and processor time for
 * each, against a server on loopback that takes 50 ms, beside two other clients and a bare socket,
 * which is the most that can be had. Server and clients run in processes of their own, the clients
 * in turn for some rounds; each warms up for some seconds at every number of callers.
 *
 * <p>A first argument says how many rounds, a second one how many seconds each number of callers is
 * measured for; 3 and 8 by default. Not of JMH: it counts the time of all of a process's threads.
 */
public final class CallBenchmark {

  private static final int LATENCY_MILLIS = 50;
  private static final int[] CALLERS = {1, 8, 64, 256};
  private static final int WARM_UP_CALLERS = 256;

  /** Under compilation the first seconds of 256 threads are several times as expensive. */
  private static final long WARM_UP_SECONDS = 12;

  private static final long SETTLE_SECONDS = 2;

  private CallBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("server")) {
      LatencyServer.serve(LATENCY_MILLIS);
    } else if (args.length == 3) {
      measure(CallClient.valueOf(args[0]).to(args[1]), Long.parseLong(args[2]));
    } else {
      compare(args.length > 0 ? Integer.parseInt(args[0]) : 3, args.length > 1 ? args[1] : "8");
    }
  }

  private static void compare(int rounds, String seconds) throws Exception {
    Map<CallClient, List<List<double[]>>> figures = new EnumMap<>(CallClient.class);
    Process server = java("server");
    try (BufferedReader out = reader(server)) {
      String base = "http://127.0.0.1:" + out.readLine() + "/v1";
      for (int round = 0; round < rounds; round++) {
        for (CallClient client : CallClient.values()) {
          figures
              .computeIfAbsent(client, c -> new ArrayList<>())
              .add(rows(java(client.name(), base, seconds)));
        }
      }
    } finally {
      server.destroy();
    }
    print(figures);
  }

  /** Calls a second and processor time for each number of callers, from a client's process. */
  private static List<double[]> rows(Process client) throws Exception {
    try (BufferedReader lines = reader(client)) {
      List<double[]> rows = lines.lines().map(CallBenchmark::row).toList();
      client.waitFor();
      if (rows.size() != CALLERS.length) {
        throw new IllegalStateException("a client ended after %d rows".formatted(rows.size()));
      }
      return rows;
    }
  }

  private static double[] row(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void print(Map<CallClient, List<List<double[]>>> figures) {
    System.out.println(
        "client       jars MB  callers  calls/s  of ideal  of bare  CPU us/call (lowest, highest)");
    for (CallClient client : CallClient.values()) {
      for (int i = 0; i < CALLERS.length; i++) {
        double[] calls = column(figures.get(client), i, 0);
        double[] cpu = column(figures.get(client), i, 1);
        double bare = median(column(figures.get(CallClient.BARE_SOCKET), i, 0));
        double ideal = CALLERS[i] * 1000.0 / LATENCY_MILLIS;
        System.out.printf(
            "%-12s %7.1f  %7d %8.1f  %7.1f%% %7.1f%%  %6.0f (%.0f, %.0f)%n",
            client,
            megabytes(client),
            CALLERS[i],
            median(calls),
            100 * median(calls) / ideal,
            100 * median(calls) / bare,
            median(cpu),
            cpu[0],
            cpu[cpu.length - 1]);
      }
    }
  }

  /** One figure of all rounds, in order. */
  private static double[] column(@Nullable List<List<double[]>> rounds, int row, int column) {
    List<List<double[]>> all = rounds == null ? List.of() : rounds;
    return all.stream().mapToDouble(rows -> rows.get(row)[column]).sorted().toArray();
  }

  private static double median(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static void measure(Supplier<String> client, long seconds) throws InterruptedException {
    run(client, WARM_UP_CALLERS, 0, WARM_UP_SECONDS);
    for (int callers : CALLERS) {
      System.out.println(run(client, callers, SETTLE_SECONDS, seconds));
    }
    System.exit(0);
  }

  /**
   * Calls a second and processor microseconds a call, between two moments while all callers are at
   * work: their beginning and their end are not counted.
   */
  private static String run(Supplier<String> client, int callers, long settle, long seconds)
      throws InterruptedException {
    AtomicLong calls = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      Thread thread = new Thread(() -> call(client, calls, stop, failure, done));
      thread.setDaemon(true);
      thread.start();
    }
    TimeUnit.SECONDS.sleep(settle);
    long before = calls.get();
    long cpu = cpuNanos();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double elapsed = (System.nanoTime() - start) / 1e9;
    long made = calls.get() - before;
    double micros = (cpuNanos() - cpu) / 1e3 / made;
    stop.set(true);
    done.await();
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    return made / elapsed + " " + micros;
  }

  private static void call(
      Supplier<String> client,
      AtomicLong calls,
      AtomicBoolean stop,
      AtomicReference<@Nullable RuntimeException> failure,
      CountDownLatch done) {
    try {
      while (!stop.get()) {
        if (!client.get().equals("hello")) {
          throw new IllegalStateException("the client did not give the server's answer");
        }
        calls.incrementAndGet();
      }
    } catch (RuntimeException e) {
      failure.set(e);
    } finally {
      done.countDown();
    }
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
