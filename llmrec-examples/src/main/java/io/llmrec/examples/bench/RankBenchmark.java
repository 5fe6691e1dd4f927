package io.llmrec.examples.bench;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.rank.diversity.CalibratedOptions;
import io.llmrec.rank.diversity.DiversityReRanker;
import io.llmrec.rank.diversity.DppOptions;
import io.llmrec.rank.student.RankingFeatures;
import io.llmrec.rank.student.StudentOptions;
import io.llmrec.rank.student.StudentRanker;
import io.llmrec.rank.student.StudentTrainer;
import io.llmrec.rank.student.TeacherRanking;
import io.llmrec.rank.student.TeacherRanking.ScoredId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/**
 * Re-rankers and rankers that call no model, on one core: 20 of 200 candidates for variety, 100
 * candidates by a student. Vectors of 384 dimensions in clusters, gathered anew in every call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RankBenchmark {

  private static final int DIMENSION = 384;
  private static final int ITEMS = 400;
  private static final int CANDIDATES = 200;
  private static final int STUDENT_CANDIDATES = 100;
  private static final int TOP = 20;

  private final ReRanker mmr = DiversityReRanker.mmr(0.7, TOP);
  private final ReRanker dpp =
      DiversityReRanker.dpp(DppOptions.DEFAULT.withTop(TOP).withWindow(TOP));
  private final ReRanker windowed =
      DiversityReRanker.dpp(DppOptions.DEFAULT.withTop(TOP).withWindow(8));
  private final ReRanker calibrated =
      DiversityReRanker.calibrated(CalibratedOptions.DEFAULT.withTop(TOP));

  private StageContext context;
  private List<Candidate> candidates;
  private List<Candidate> hundred;
  private StudentRanker linear;
  private StudentRanker layered;

  /** Makes up items, vectors, a user and two students. */
  @Setup
  public void prepare() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(Item.of("item-" + i, "Title " + i).withCategories("top", "leaf " + i % 18));
    }
    List<Embedding> vectors = new ClusteredVectors(DIMENSION, 25, 1).draw(ITEMS);
    VectorTable table = VectorTable.of(items.stream().map(Item::id).toList(), vectors);
    PreparedCatalog prepared =
        new PreparedCatalog(
            Catalog.of(items), table, Indexer.exact().index(table, Path.of("unused")));
    candidates = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      candidates.add(Candidate.of(items.get(i), 1.0 / (i + 1)));
    }
    hundred = candidates.subList(0, STUDENT_CANDIDATES);
    List<Interaction> history = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      history.add(
          Interaction.view("user", "item-" + (CANDIDATES + i), Instant.EPOCH.plusSeconds(i)));
    }
    context =
        StageContext.of(
            RecommendationRequest.forUser(UserContext.of("user", history)).id("bench").build(),
            prepared);
    linear = student(prepared, 0);
    layered = student(prepared, 16);
  }

  private static StudentRanker student(PreparedCatalog prepared, int hidden) {
    RankingFeatures features =
        RankingFeatures.join(RankingFeatures.scores(), RankingFeatures.vectors());
    Random random = new Random(1);
    List<TeacherRanking> rankings = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<ScoredId> shown = new ArrayList<>();
      for (int j = 0; j < 20; j++) {
        shown.add(new ScoredId("item-" + (i * 20 + j) % ITEMS, random.nextDouble()));
      }
      List<String> order = new ArrayList<>(shown.stream().map(ScoredId::id).toList());
      Collections.shuffle(order, random);
      rankings.add(new TeacherRanking("r" + i, Instant.EPOCH, List.of("item-" + i), shown, order));
    }
    StudentOptions options = StudentOptions.DEFAULT.withHidden(hidden).withEpochs(1);
    return new StudentRanker(
        new StudentTrainer(prepared, features, options).train(rankings, rankings).model(),
        features);
  }

  /** Maximal marginal relevance, 20 of 200. */
  @Benchmark
  public List<Candidate> mmr() {
    return mmr.rerank(context, candidates);
  }

  /** Determinantal point process, 20 of 200, each compared with all before it. */
  @Benchmark
  public List<Candidate> dpp() {
    return dpp.rerank(context, candidates);
  }

  /** The same with a window of 8. */
  @Benchmark
  public List<Candidate> dppWindow8() {
    return windowed.rerank(context, candidates);
  }

  /** The proportions of 19 categories, 20 of 200. */
  @Benchmark
  public List<Candidate> calibrated() {
    return calibrated.rerank(context, candidates);
  }

  /** A linear student of 387 features, which are worked out too; 100 candidates. */
  @Benchmark
  public double[] studentLinear() {
    return linear.score(context, hundred);
  }

  /** A student with 16 hidden units over the same features; 100 candidates. */
  @Benchmark
  public double[] studentHidden16() {
    return layered.score(context, hundred);
  }
}
