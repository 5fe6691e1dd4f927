package io.llmrec.examples.bench;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.batch.EnrichmentJob;
import io.llmrec.prompt.batch.JobOptions;
import io.llmrec.prompt.batch.JobReport;
import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.prompt.wrap.ConcurrencyOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How much of the ideal rate an enrichment job reaches, journal on disk included, against a server
 * on loopback that takes 50 ms, beside the same number of threads that only call the model. The
 * server runs in a process of its own; the two take turns after warming up.
 *
 * <p>Not of JMH: a run is minutes of waiting, not microseconds of work.
 */
public final class EnrichmentJobBenchmark {

  private static final int LATENCY_MILLIS = 50;
  private static final int CALLERS = 64;
  private static final int ITEMS = 12_800;
  private static final int WARM_UP = 6_400;
  private static final int ROUNDS = 3;
  private static final double IDEAL = CALLERS * 1000.0 / LATENCY_MILLIS;

  private EnrichmentJobBenchmark() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                CallBenchmark.class.getName(),
                "server")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      URI base = URI.create("http://127.0.0.1:" + out.readLine() + "/v1");
      LanguageModel model = OpenAiChatModel.builder(base, "m").build();
      callsAlone(model, WARM_UP);
      job(model, WARM_UP);
      System.out.println("what         items/s  of ideal");
      for (int i = 0; i < ROUNDS; i++) {
        print("calls alone", callsAlone(model, ITEMS));
        print("job", job(model, ITEMS));
      }
    } finally {
      server.destroy();
    }
  }

  private static void print(String what, double perSecond) {
    System.out.printf("%-11s %8.1f  %7.1f%%%n", what, perSecond, 100 * perSecond / IDEAL);
  }

  /** Calls in a second without a job around them. */
  private static double callsAlone(LanguageModel model, int calls) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(CALLERS);
    IntConsumer call = i -> model.complete(prompt(item(i)));
    long start = System.nanoTime();
    for (int i = 0; i < CALLERS; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                  call.accept(n);
                }
                done.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    done.await();
    return calls * 1e9 / (System.nanoTime() - start);
  }

  /** Items in a second of a job in a fresh folder. */
  private static double job(LanguageModel model, int items) throws IOException {
    Path folder = Files.createTempDirectory("llmrec-job");
    JobOptions options =
        JobOptions.DEFAULT.withConcurrency(
            new ConcurrencyOptions(CALLERS, 1, CALLERS, Duration.ofMinutes(1)));
    try (EnrichmentJob job =
        EnrichmentJob.builder(folder, EnrichmentJobBenchmark::summarizer, model, "m")
            .options(options)
            .build()) {
      List<Item> all = IntStream.range(0, items).mapToObj(EnrichmentJobBenchmark::item).toList();
      long start = System.nanoTime();
      JobReport report = job.run(all, items);
      long nanos = System.nanoTime() - start;
      if (report.counts().enriched() != items) {
        throw new IllegalStateException(report.toString());
      }
      return items * 1e9 / nanos;
    } finally {
      DurableFiles.deleteFolder(folder);
    }
  }

  /** Takes the server's word as it is. */
  static Summarizer summarizer(LanguageModel model) {
    return items -> items.stream().map(item -> describe(model, item)).toList();
  }

  private static Optional<Enrichment> describe(LanguageModel model, Item item) {
    Prompt prompt = prompt(item);
    Reply reply = model.complete(prompt);
    Provenance from = new Provenance("m", prompt.hash(), prompt.hash(), Instant.EPOCH);
    return Optional.of(new Enrichment(reply.text(), from));
  }

  private static Prompt prompt(Item item) {
    return Prompt.of("Describe the item in one sentence.", item.title());
  }

  static Item item(int number) {
    return Item.of(
        "item-" + number, "Half-finger cycling gloves with silicone pads, number " + number);
  }
}
