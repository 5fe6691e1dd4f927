package io.llmrec.prompt.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.catalog.Item;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process whose heap has no room for the items or their texts. */
@Tag("long")
@Timeout(300)
class JobMemoryTest {

  private static final int ITEMS = 100_000;

  /** The items and texts below are 200 MB; the index of keys takes 9 MB while it grows. */
  private static final String HEAP = "-Xmx40m";

  private static final String FILLER = "gloves ".repeat(140);

  @TempDir Path folder;

  @Test
  void manyItemsNeedLittleMemory() throws Exception {
    assertEquals("FINISHED 100000 new, 0 kept", run());
    assertEquals("FINISHED 0 new, 100000 kept", run());
  }

  private String run() throws Exception {
    List<String> options =
        List.of(HEAP, "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    try (JobProcess child = JobProcess.java(options, JobMemoryTest.class, folder.toString())) {
      return child.output();
    }
  }

  /** What runs in the child. */
  public static void main(String[] arguments) {
    Jobs.Model model = new Jobs.Model(prompt -> Jobs.summary(FILLER), false);
    try (EnrichmentJob job = Jobs.builder(Path.of(arguments[0]), model).build()) {
      Stream<Item> items =
          IntStream.range(0, ITEMS)
              .mapToObj(i -> Jobs.item(i).withAttribute("description", FILLER));
      JobReport report = job.run(items::iterator, ITEMS);
      System.out.printf(
          "%s %d new, %d kept%n",
          report.outcome(), report.counts().enriched(), report.counts().kept());
    }
  }
}
