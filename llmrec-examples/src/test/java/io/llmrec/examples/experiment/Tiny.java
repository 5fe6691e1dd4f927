package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.Split;
import io.llmrec.core.eval.Splits;
import io.llmrec.core.user.Interaction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Twelve items and ten users, each of whom had six items in a row. */
final class Tiny {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Tiny() {}

  static DataSet data() {
    return data(12);
  }

  /** The same with more items, some of which nobody had. */
  static DataSet data(int count) {
    List<Item> items =
        IntStream.range(0, count).mapToObj(i -> Item.of("i" + i, "Item " + i)).toList();
    List<Interaction> interactions = new ArrayList<>();
    for (int user = 0; user < 10; user++) {
      for (int step = 0; step < 6; step++) {
        interactions.add(
            Interaction.view(
                "u" + user, "i" + (user % 3 + step) % 12, START.plusSeconds(3600L * step + user)));
      }
    }
    return new DataSet("tiny", Catalog.of(items), interactions);
  }

  static Experiment experiment() {
    return Experiment.named("tiny")
        .data(data())
        .split("each user's last item", Splits::leaveLastOut)
        .metrics(Metric.ndcg(3), Metric.recall(3))
        .aggregates(Aggregate.coverage(3), Aggregate.popularity(3));
  }

  /** Scores items by how often train holds them. */
  static Trainer popular(AtomicInteger calls) {
    return (split, seed) -> {
      calls.incrementAndGet();
      Map<String, Double> counts = new HashMap<>();
      split.train().forEach(one -> counts.merge(one.itemId(), 1.0, Double::sum));
      return Trained.scores(
          (asked, ids) -> ids.stream().mapToDouble(id -> counts.getOrDefault(id, 0.0)).toArray());
    };
  }

  /** Gives the item after the last one, or one {@code step} further on. */
  static Trainer next(AtomicInteger calls, int step) {
    return (split, seed) -> {
      calls.incrementAndGet();
      return Trained.recommends((asked, k) -> following(asked, step, k));
    };
  }

  private static List<String> following(EvalCase asked, int step, int k) {
    int last = Integer.parseInt(asked.user().recentItems(1).get(0).substring(1));
    return IntStream.range(0, k).mapToObj(i -> "i" + (last + step + i) % 12).toList();
  }

  /** Scores by a hash of seed and item. */
  static Trainer random(AtomicInteger calls) {
    return (split, seed) -> {
      calls.incrementAndGet();
      return Trained.scores(
          (asked, ids) ->
              ids.stream().mapToDouble(id -> (asked.id() + id + seed).hashCode()).toArray());
    };
  }

  /** A split none of whose test cases has a relevant item. */
  static Split withoutAnswers(List<Interaction> interactions) {
    Split split = Splits.leaveLastOut(interactions);
    List<EvalCase> nothing =
        split.test().stream().map(one -> new EvalCase(one.user(), Set.of(), one.time())).toList();
    return new Split(split.train(), split.validation(), nothing);
  }

  static PrintStream silent() {
    return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
  }
}
