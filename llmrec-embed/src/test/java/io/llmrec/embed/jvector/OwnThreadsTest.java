package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.store.VectorPrecision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The common pool is the host's. A process of its own, whose common pool counts the threads it is
 * asked for, does all that an index does.
 */
class OwnThreadsTest {

  @TempDir Path folder;

  @Test
  void neitherIndexesNorChangesInTheCommonPool() throws Exception {
    assertEquals(
        List.of("threads of the common pool: 0", "threads left behind: []"), run("indexes"));
  }

  /** The counter counts. */
  @Test
  void wouldNoticeWorkInTheCommonPool() throws Exception {
    List<String> lines = run("misuse");

    assertTrue(lines.get(0).matches("threads of the common pool: [1-9].*"), lines.toString());
  }

  @Test
  void buildsOnThreadsWithANameOfItsOwn() throws Exception {
    try (BuildPool pool = new BuildPool(2)) {
      String name = pool.get().submit(() -> Thread.currentThread().getName()).get();

      assertTrue(name.startsWith("llmrec-graph-"), name);
      assertEquals(2, pool.get().getParallelism());
    }
  }

  private List<String> run(String what) throws Exception {
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + CountingFactory.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                what,
                folder.toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    assertEquals(
        0, process.waitFor(), () -> "the process failed: " + read(folder.resolve("err.txt")));
    return Files.readAllLines(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  /** Gives the common pool its threads. */
  public static final class CountingFactory implements ForkJoinWorkerThreadFactory {

    static final AtomicInteger COUNT = new AtomicInteger();

    /** For the pool, which knows the name of the class alone. */
    public CountingFactory() {}

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      COUNT.incrementAndGet();
      return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    }
  }

  /** What the process does. */
  static final class Child {

    private static final int ROWS = 1_200;
    private static final int DIMENSION = 8;

    private Child() {}

    public static void main(String[] args) throws Exception {
      if (args[0].equals("misuse")) {
        ForkJoinPool.commonPool().submit(() -> {}).get();
      } else {
        Path folder = Path.of(args[1]);
        for (GraphScoring scoring :
            List.of(GraphScoring.FULL, GraphScoring.PQ_FIRST, GraphScoring.FUSED_PQ)) {
          index(Files.createDirectories(folder.resolve(scoring.name())), scoring);
        }
        change(Files.createDirectories(folder.resolve("live")));
      }
      System.out.println("threads of the common pool: " + CountingFactory.COUNT);
      System.out.println("threads left behind: " + leftBehind());
    }

    /** Threads that were told to end may still be about to. */
    private static List<String> leftBehind() throws InterruptedException {
      List<String> left = new ArrayList<>();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().startsWith("ForkJoinPool") || thread.getName().startsWith("llmrec")) {
          thread.join(30_000);
          if (thread.isAlive()) {
            left.add(thread.getName());
          }
        }
      }
      return left;
    }

    private static JVectorOptions options(GraphScoring scoring) {
      return JVectorOptions.builder()
          .degree(8)
          .beamWidth(20)
          .searchWidth(20)
          .exactBelow(0)
          .threads(2)
          .scoring(scoring)
          .build();
    }

    private static void index(Path folder, GraphScoring scoring) {
      VectorTable table = Clusters.table(ROWS, DIMENSION, 20, 1);
      try (VectorIndex index = JVectorIndexer.of(options(scoring)).index(table, folder)) {
        index.search(List.of(table.embedding(3), table.embedding(4)), 5, id -> !id.equals("v3"));
      }
    }

    private static void change(Path folder) {
      LiveOptions options = new LiveOptions(options(GraphScoring.FULL), VectorPrecision.F32, 500);
      List<Embedding> vectors = Clusters.vectors(ROWS, DIMENSION, 20, 2);
      Map<String, List<Embedding>> items = new HashMap<>();
      IntStream.range(0, ROWS).forEach(i -> items.put("i" + i, List.of(vectors.get(i))));
      List<String> some = new ArrayList<>(items.keySet()).subList(0, 300);
      try (LiveIndex index = LiveIndex.open(folder, "e", DIMENSION, options)) {
        index.putAll(items); // starts a build
        index.delete(some);
        index.search(vectors.subList(0, 5), 5, id -> true);
        index.checkRecall(10, 5, 1);
      }
      try (LiveIndex index = LiveIndex.open(folder, "e", DIMENSION, options)) {
        index.rebuild().join();
        index.search(vectors.subList(0, 5), 5, some::contains);
      }
    }
  }
}
