package io.llmrec.examples.bench;

import io.llmrec.core.baseline.Baselines;
import io.llmrec.core.baseline.BprOptions;
import io.llmrec.core.baseline.ItemScorer;
import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.EvalReport;
import io.llmrec.core.eval.Evaluation;
import io.llmrec.core.eval.GroupedAuc;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Paired;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The measures at the size of MovieLens-1M and of a million clicks, on made-up scores. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class EvalBenchmark {

  private static final int PAIRS = 1_000_000;
  private static final int USERS = 6040;
  private static final int ITEMS = 3706;
  private static final int TOP = 50;
  private static final int BPR_EPOCHS = 5;
  private static final int BPR_CHOICES = 500_000;

  private double[] scores;
  private boolean[] clicked;
  private List<String> userIds;
  private double[] system;
  private double[] baseline;
  private float[][] full;
  private List<String> itemIds;
  private List<EvalCase> cases;
  private List<Interaction> choices;

  /** Makes everything up, the same each time. */
  @Setup
  public void make() {
    Random random = new Random(1);
    scores = random.doubles(PAIRS).toArray();
    clicked = new boolean[PAIRS];
    userIds = new ArrayList<>(PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      clicked[i] = random.nextDouble() < 0.2 + 0.1 * scores[i];
      userIds.add("user-" + random.nextInt(USERS));
    }
    system = random.doubles(USERS).toArray();
    baseline = random.doubles(USERS).toArray();
    itemIds = IntStream.range(0, ITEMS).mapToObj(i -> "item-" + i).toList();
    full = new float[USERS][ITEMS];
    cases = new ArrayList<>();
    choices = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        full[user][item] = random.nextFloat();
      }
      Set<String> next = Set.of(itemIds.get(random.nextInt(ITEMS)));
      cases.add(new EvalCase(UserContext.cold("user-" + user), next, Instant.EPOCH));
    }
    for (int i = 0; i < BPR_CHOICES; i++) {
      String user = "user-" + random.nextInt(USERS);
      choices.add(Interaction.view(user, itemIds.get(random.nextInt(ITEMS)), Instant.EPOCH));
    }
  }

  /** AUC of a million scored pairs, one thread. */
  @Benchmark
  public double auc() {
    return ClassificationMetrics.auc(scores, clicked);
  }

  /** GAUC and UAUC of a million scored pairs of 6,040 users, one thread. */
  @Benchmark
  public GroupedAuc gauc() {
    return GroupedAuc.of(userIds, scores, clicked);
  }

  /** 10,000 rounds over 6,040 users. */
  @Benchmark
  public Paired pairedBootstrap() {
    return Bootstrap.paired(system, baseline, 10_000, 1);
  }

  /**
   * The best 50 of 3,706 given scores for each of 6,040 users, and six measures of each list; two
   * threads.
   */
  @Benchmark
  public EvalReport fullRanking() {
    return Evaluation.of(cases, Metric.standard(10, TOP)).withThreads(2).run(this::best);
  }

  private List<String> best(EvalCase one, int k) {
    float[] row = full[Integer.parseInt(one.user().id().substring(5))];
    PriorityQueue<Integer> worstFirst =
        new PriorityQueue<>(Comparator.comparingDouble(i -> row[i]));
    for (int item = 0; item < row.length; item++) {
      if (worstFirst.size() < k || row[item] > row[worstFirst.element()]) {
        worstFirst.add(item);
        if (worstFirst.size() > k) {
          worstFirst.remove();
        }
      }
    }
    List<Integer> order = new ArrayList<>(worstFirst);
    order.sort(Comparator.comparingDouble(i -> -row[i]));
    return order.stream().map(itemIds::get).toList();
  }

  /**
   * Five epochs of 500,000 choices at 64 dimensions, one thread: about 2.5 million updates,
   * indexing included.
   */
  @Benchmark
  public ItemScorer bpr() {
    BprOptions options = new BprOptions(64, BPR_EPOCHS, 0.05, 0.005, 1);
    return Baselines.bpr(choices, options, 1);
  }
}
