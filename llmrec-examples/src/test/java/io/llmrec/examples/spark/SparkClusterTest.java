package io.llmrec.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two executors in processes of their own, one of which is killed. */
@Tag("long")
@Timeout(1800)
class SparkClusterTest {

  private static final int ITEMS = 3000;
  private static final int PARTITIONS = 10;
  private static final int KILL_AFTER = 700;
  private static final int CALLS = 2;

  /** Every 97th item is one there is nothing to say about, which is asked about twice. */
  private static final int REPAIRS = (ITEMS + 96) / 97;

  @TempDir Path folder;

  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final CountDownLatch enough = new CountDownLatch(KILL_AFTER);

  private SparkSettings settings(String url) {
    return new SparkSettings(
        folder.resolve("items").toString(),
        folder.resolve("journals").toString(),
        PARTITIONS,
        new SparkSettings.Backend(url, "stub-1", "", "2026-07-01T00:00:00Z", CALLS),
        32);
  }

  @Test
  void aKilledWorkerLosesNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    try {
      String output = runAndKillOne(url);
      assertTrue(output.endsWith("finished"), output);
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }

    int repeated = asked.values().stream().mapToInt(count -> count - 1).sum();
    System.out.printf("%d items, 1 executor killed: %d prompts sent again%n", ITEMS, repeated);
    assertEquals(ITEMS + REPAIRS, asked.size());
    assertTrue(repeated <= 2 * CALLS, "prompts sent again: " + repeated);
    SparkSettings stub = new SparkSettings("", "", PARTITIONS, SparkSettings.Backend.stub(), 32);
    Results one = Results.ofOneProcess(folder.resolve("one"), stub, ITEMS);
    try (SparkSession spark = SparkEnrichment.session("local[2]")) {
      one.assertSameAs(spark, settings(url));
    }
  }

  private String runAndKillOne(String url) throws Exception {
    Process driver = driver(url);
    try (BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(enough.await(300, TimeUnit.SECONDS), "the cluster never began");
      ProcessHandle executor = driver.descendants().findFirst().orElseThrow();
      assertTrue(executor.destroyForcibly());
      return String.join("\n", lines.lines().toList());
    } finally {
      driver.descendants().forEach(ProcessHandle::destroyForcibly);
      driver.destroyForcibly();
    }
  }

  /** The application in a process of its own: the workers look for Spark in its environment. */
  private Process driver(String url) throws IOException {
    Path home = folder.resolve("spark");
    Files.createDirectories(home.resolve("jars"));
    Files.createDirectories(home.resolve("launcher/target/scala-2.13"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.add("-Dspark.executor.memory=600m");
    command.add("-Dspark.executor.extraClassPath=" + System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SparkClusterTest.class.getName(), folder.toString(), url));
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    process.environment().put("SPARK_HOME", home.toString());
    process.environment().put("SPARK_SCALA_VERSION", "2.13");
    return process.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Says what the stub says. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      StringBuilder text = new StringBuilder();
      for (JsonNode message : StrictJson.read(body).path("messages")) {
        text.append(message.path("content").asText()).append('\n');
      }
      String prompt = text.toString();
      asked.merge(prompt, 1, Integer::sum);
      String content = new StubBackend().complete(Prompt.of(prompt)).text();
      byte[] reply =
          "{\"model\":\"stub-1\",\"choices\":[{\"message\":{\"content\":%s},\"finish_reason\":\"stop\"}]}"
              .formatted(StrictJson.quote(content))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    } finally {
      enough.countDown();
    }
  }

  /** What runs in the driver. */
  public static void main(String[] arguments) throws IOException {
    SparkClusterTest test = new SparkClusterTest();
    test.folder = Path.of(arguments[0]);
    try (SparkSession spark = SparkEnrichment.session("local-cluster[2,1,600]")) {
      SparkEnrichment.run(SparkEnrichment.generated(spark, ITEMS), test.settings(arguments[1]));
    }
    System.out.println("finished");
  }
}
