package io.llmrec.examples.bench;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.rule.Rule;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the pipeline itself costs for 200 candidates: a recaller that returns a ready list, a ranker
 * that returns ready scores, a re-ranker that changes nothing, a cap, ten items with reasons and
 * traces.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PipelineBenchmark {

  private static final int CANDIDATES = 200;

  private Recommender recommender;
  private RecommendationRequest free;
  private RecommendationRequest limited;

  /** Prepares a catalog of 1,000 items. */
  @Setup
  public void prepare() throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      items.add(Item.of("item-" + i, "Title of item " + i).withCategories("top", "leaf " + i % 40));
    }
    List<Candidate> found = new ArrayList<>();
    double[] scores = new double[CANDIDATES];
    for (int i = 0; i < CANDIDATES; i++) {
      found.add(Candidate.of(items.get(i * 3), 1.0 / (i + 1)).because(List.of("item-1")));
      scores[i] = (i * 7919) % CANDIDATES;
    }
    recommender =
        Pipeline.over(Catalog.of(items))
            .recall("ready", context -> found)
            .rank((context, candidates) -> scores)
            .reRank((context, candidates) -> candidates, 50)
            .rule(Rule.cap(Item::leafCategory, 2))
            .build()
            .prepare(Files.createTempDirectory("llmrec-bench"), Progress.none());
    Instant now = Instant.parse("2026-07-01T00:00:00Z");
    List<Interaction> history = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      history.add(Interaction.view("user", "item-" + (900 + i), now.minusSeconds(5000 - i)));
    }
    UserContext user = UserContext.of("user", history);
    free = RecommendationRequest.forUser(user).id("bench").at(now).build();
    limited =
        RecommendationRequest.forUser(user)
            .id("bench")
            .at(now)
            .within(Duration.ofMillis(300))
            .build();
  }

  /** Closes the recommender. */
  @TearDown
  public void close() {
    recommender.close();
  }

  /** A request without a deadline: all stages on the caller's thread. */
  @Benchmark
  public RecommendationResult withoutDeadline() {
    return recommender.recommend(free);
  }

  /** A request with a deadline: each stage on a thread of its own. */
  @Benchmark
  public RecommendationResult withDeadline() {
    return recommender.recommend(limited);
  }
}
