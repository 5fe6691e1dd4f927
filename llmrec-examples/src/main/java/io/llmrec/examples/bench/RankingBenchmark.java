package io.llmrec.examples.bench;

import io.llmrec.core.compute.Draws;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.aggregate.BalancedOrders;
import io.llmrec.rank.llm.RankingReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What ranking with a language model costs besides the model: joining five rankings of 20 items,
 * and reading replies.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RankingBenchmark {

  private static final int ITEMS = 20;
  private static final int ROUNDS = 5;
  private static final int CASES = 200;
  private static final int REPLIES = 10_000;

  /**
   * How far rounds disagree: noise against a worth in steps of 1; random ones make one large group.
   */
  @Param({"2", "5", "1000"})
  public int noise;

  private final List<List<int[]>> rankings = new ArrayList<>();
  private final Aggregation kemeny = Aggregation.kemeny();
  private final Aggregation borda = Aggregation.borda();
  private DamagedReplies damaged;
  private List<String> replies;
  private int next;

  /** Makes rankings and replies up, the same each time. */
  @Setup(Level.Trial)
  public void make() {
    for (int i = 0; i < CASES; i++) {
      List<int[]> rounds = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        Draws draws = Draws.of(1, i, round);
        double[] worth =
            IntStream.range(0, ITEMS).mapToDouble(w -> w + noise * draws.aroundZero()).toArray();
        rounds.add(
            IntStream.range(0, ITEMS)
                .boxed()
                .sorted(Comparator.comparingDouble(item -> -worth[item]))
                .mapToInt(Integer::intValue)
                .toArray());
      }
      rankings.add(rounds);
    }
    damaged = new DamagedReplies();
    replies = damaged.draw(REPLIES);
  }

  private List<int[]> rounds() {
    next = (next + 1) % CASES;
    return rankings.get(next);
  }

  /** Five rankings of 20 items to the order that contradicts them least. */
  @Benchmark
  public int[] kemeny() {
    return kemeny.order(ITEMS, rounds());
  }

  /** The same by mean places. */
  @Benchmark
  public int[] borda() {
    return borda.order(ITEMS, rounds());
  }

  /** Five orders to show 20 items in. */
  @Benchmark
  public List<int[]> orders() {
    return BalancedOrders.draw(next++, ITEMS, ROUNDS);
  }

  /** One of 10,000 damaged replies about 20 candidates to a whole list. */
  @Benchmark
  public RankingReply readDamagedReply() {
    next = (next + 1) % REPLIES;
    return RankingReply.read(replies.get(next), damaged.labels(), damaged.titles());
  }
}
