package io.llmrec.examples;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.StageException;
import io.llmrec.core.StageTrace;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the runnable examples share: where they print and where they work. */
public final class Console {

  private Console() {}

  /** Standard output in UTF-8, whatever the platform's charset: titles are Chinese too. */
  public static PrintStream out() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  /** A folder that is kept between runs, so that a second run shows what need not be done again. */
  public static Path workspace(String name) {
    return Path.of(System.getProperty("java.io.tmpdir"), "llmrec-" + name);
  }

  /**
   * Prepares in a kept folder; makes it anew when an earlier version of the example left other
   * vectors there.
   */
  public static Recommender prepare(Pipeline pipeline, Path workspace, Progress progress) {
    try {
      return pipeline.prepare(workspace, progress);
    } catch (StageException e) {
      if (!e.stage().equals("prepare")) {
        throw e;
      }
      return pipeline.rebuild(workspace, progress);
    }
  }

  /** At most {@code length} characters of a text, on one line. */
  public static String cut(String text, int length) {
    String line = text.replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= length
        ? line
        : line.substring(0, line.offsetByCodePoints(0, length - 1)) + "…";
  }

  /** Prints what each stage did, a line each. */
  public static void printTrace(RecommendationResult result, PrintStream out) {
    for (StageTrace stage : result.stages()) {
      out.printf(
          Locale.ROOT,
          "     %-14s %-8s %4d -> %3d  %7.2f ms%s%s%s%n",
          stage.stage(),
          stage.outcome(),
          stage.in(),
          stage.out(),
          stage.elapsed().toNanos() * 1e-6,
          calls(stage),
          counts(stage),
          stage.reason().isEmpty() ? "" : "  (" + stage.reason() + ")");
    }
  }

  private static String calls(StageTrace stage) {
    return stage.modelCalls().stream()
        .map(
            call ->
                call.cached()
                    ? "  " + call.model() + ", replayed"
                    : "  %s, %d + %d tokens"
                        .formatted(call.model(), call.inputTokens(), call.outputTokens()))
        .collect(Collectors.joining());
  }

  private static String counts(StageTrace stage) {
    return stage.counts().entrySet().stream()
        .filter(count -> count.getValue() != 0)
        .sorted(Map.Entry.comparingByKey())
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", ", "  ", ""));
  }
}
