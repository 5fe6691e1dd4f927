package io.llmrec.examples.bench;

import io.llmrec.core.Progress;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.examples.Quickstart;
import io.llmrec.examples.ShopCassette;
import io.llmrec.examples.shop.SampleShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Preparing the sample shop: 660 items, two LLM texts each from the cassette, encoding, index, all
 * on disk.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class PrepareBenchmark {

  private SampleShop shop;
  private Path workspace;

  /** Loads the shop into an empty folder's sight. */
  @Setup(Level.Iteration)
  public void load() throws IOException {
    shop = SampleShop.load();
    workspace = Files.createTempDirectory("llmrec-bench");
  }

  /** Deletes what was prepared. */
  @TearDown(Level.Iteration)
  public void delete() {
    DurableFiles.deleteFolder(workspace);
  }

  /** From nothing, in a cold JVM. */
  @Benchmark
  public void prepareSampleShop() {
    Quickstart.pipeline(shop, ShopCassette.open()).prepare(workspace, Progress.none()).close();
  }
}
