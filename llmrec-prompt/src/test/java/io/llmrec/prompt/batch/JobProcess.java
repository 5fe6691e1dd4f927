package io.llmrec.prompt.batch;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.prompt.wrap.ConcurrencyOptions;
import io.llmrec.prompt.wrap.RetryOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A job in a process of its own, which can be killed. */
final class JobProcess implements AutoCloseable {

  static final int CONCURRENCY = 8;

  private final Process process;

  private JobProcess(Process process) {
    this.process = process;
  }

  /** Starts a run over so many items. */
  static JobProcess start(Path folder, URI server, int items) throws IOException {
    return java(
        List.of("-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"),
        JobProcess.class,
        folder.toString(),
        server.toString(),
        Integer.toString(items));
  }

  static JobProcess java(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new JobProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Waits for its end and returns what it printed. */
  String output() throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      return String.join("\n", lines.lines().toList());
    }
  }

  /** Ends it with SIGKILL. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  static EnrichmentJob job(Path folder, LanguageModel model) {
    JobOptions options =
        JobOptions.DEFAULT
            .withConcurrency(
                new ConcurrencyOptions(CONCURRENCY, 2, CONCURRENCY, Duration.ofMinutes(1)))
            .withRetries(
                new RetryOptions(
                    3, Duration.ofMillis(2), Duration.ofMillis(8), Duration.ofSeconds(4)));
    return Jobs.builder(folder, model).options(options).build();
  }

  /** What runs in the child. */
  public static void main(String[] arguments) {
    LanguageModel model = OpenAiChatModel.builder(URI.create(arguments[1]), "m").build();
    try (EnrichmentJob job = job(Path.of(arguments[0]), model)) {
      JobReport report = job.run(Jobs.items(Integer.parseInt(arguments[2])), 0);
      System.out.println(report.outcome() + " " + report.counts() + " " + report.reason());
    }
  }
}
