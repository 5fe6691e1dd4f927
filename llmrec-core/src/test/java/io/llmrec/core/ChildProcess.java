package io.llmrec.core;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ProbeItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A preparation in a process of its own, which can be killed at any line it prints. */
final class ChildProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  private ChildProcess(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts to prepare a catalog of so many items; a line is printed before each batch. */
  static ChildProcess prepare(Path folder, int items) throws IOException {
    return new ChildProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName(),
                folder.toString(),
                Integer.toString(items))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** The next line it prints, or null when it has ended. */
  String nextLine() throws IOException {
    return lines.readLine();
  }

  /** The last line it prints. */
  String lastLine() throws IOException {
    String last = "";
    for (String line = nextLine(); line != null; line = nextLine()) {
      last = line;
    }
    return last;
  }

  /** Ends it as the system would when memory runs out; what it had printed can still be read. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    lines.close();
  }

  /** The pipeline that parent and child share: an encoder that is slow enough to be killed. */
  static Pipeline pipeline(int items, ItemEncoder encoder) {
    return Pipeline.over(Fakes.catalog(items)).encode(encoder).recall(Fakes.found("i0")).build();
  }

  /** What runs in the child. */
  public static void main(String[] arguments) {
    ItemEncoder announced =
        items -> {
          if (!items.get(0).equals(ProbeItem.get())) {
            System.out.println("encode " + items.get(0).id());
          }
          return vectors(items);
        };
    try {
      pipeline(Integer.parseInt(arguments[1]), announced)
          .prepare(Path.of(arguments[0]), Progress.none())
          .close();
      System.out.println("done");
    } catch (StageException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static List<Embedding> vectors(List<Item> items) {
    return items.stream().map(Fakes::vector).toList();
  }
}
