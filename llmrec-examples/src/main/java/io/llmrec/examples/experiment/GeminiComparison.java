package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.RankingMetrics;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.examples.experiment.GeminiLists.ReRanking;
import io.llmrec.rank.fusion.FusionCase;
import io.llmrec.rank.fusion.FusionFit;
import io.llmrec.rank.fusion.FusionOptions;
import io.llmrec.rank.fusion.FusionReRanker;
import io.llmrec.rank.fusion.ScoreFusion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The orders of one base model, of the language model, and of their fusion, on the same lists. Half
 * of the users, drawn by a hash, teach the fusion; the other half judges.
 */
final class GeminiComparison {

  private static final int K = 10;
  private static final int ROUNDS = 2000;
  private static final long SEED = 2026;

  private final GeminiLists lists;
  private final List<Judged> all;

  /**
   * A list with what the language model made of it.
   *
   * @param given the recorded re-ranking
   * @param byModel places in the order that parser and guard gave
   * @param byRaters places by how many users rated a film, most first: a control
   */
  record Judged(ReRanking given, List<Integer> byModel, List<Integer> byRaters) {

    boolean teaches() {
      return Fingerprint.of("half", given.user()).charAt(0) < '8';
    }
  }

  /**
   * How a system did on the users that judge.
   *
   * @param hits relevant films among the first ten, on average
   * @param ndcg NDCG@10, of the lists with a relevant film
   * @param gain hits less those of the base order, on the same users
   * @param novelty bits, on average over the films listed
   * @param coverage share of all rated titles that is on a list
   */
  record Row(
      String system,
      Interval hits,
      Interval ndcg,
      Interval gain,
      double novelty,
      double coverage) {}

  GeminiComparison(GeminiLists lists, List<Judged> all) {
    this.lists = lists;
    this.all = all;
  }

  /** An order of the places of a list. */
  @FunctionalInterface
  private interface Order {
    List<Integer> of(Judged judged);
  }

  private static List<Integer> incoming(Judged judged) {
    return IntStream.range(0, judged.given().shown().size()).boxed().toList();
  }

  /** What was learned, by the name of the row that uses it. */
  Map<String, FusionFit> fits() {
    Map<String, FusionFit> fits = new LinkedHashMap<>();
    fits.put("fused with Gemini", fit(Judged::byModel));
    fits.put("fused with popularity (control)", fit(Judged::byRaters));
    return fits;
  }

  private FusionFit fit(Order other) {
    List<FusionCase> cases =
        all.stream().filter(Judged::teaches).map(one -> fusionCase(one, other)).toList();
    return FusionFit.of(cases, FusionOptions.DEFAULT);
  }

  private static FusionCase fusionCase(Judged judged, Order other) {
    List<Integer> places = other.of(judged);
    List<FusionCase.Scored> candidates = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      candidates.add(
          new FusionCase.Scored(-i, -places.indexOf(i), judged.given().relevant().get(i)));
    }
    return new FusionCase(judged.given().historyLength(), candidates);
  }

  /** Hits of base and model over all users, to hold against the set's own figures. */
  double[] hitsOfAll() {
    return new double[] {
      all.stream().mapToDouble(one -> hits(one, incoming(one))).average().orElse(0),
      all.stream().mapToDouble(one -> hits(one, one.byModel())).average().orElse(0)
    };
  }

  /** All systems on the users that judge. */
  List<Row> rows(Map<String, FusionFit> fits) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("base order", GeminiComparison::incoming));
    rows.add(row("Gemini's order", Judged::byModel));
    rows.add(row("popularity's order", Judged::byRaters));
    fits.forEach(
        (name, fit) -> {
          Order other = name.contains("control") ? Judged::byRaters : Judged::byModel;
          rows.add(row(name, judged -> fused(judged, other, fit.fusion())));
        });
    return rows;
  }

  /** The order of the re-ranker as a pipeline would run it. */
  private static List<Integer> fused(Judged judged, Order other, ScoreFusion fusion) {
    List<Candidate> candidates = new ArrayList<>();
    for (String title : judged.given().shown()) {
      candidates.add(Candidate.of(Item.of("c" + candidates.size(), title), -candidates.size()));
    }
    List<Integer> places = other.of(judged);
    ReRanker recorded = (context, given) -> places.stream().map(given::get).toList();
    return new FusionReRanker(recorded, fusion)
        .rerank(context(judged, candidates), candidates).stream()
            .map(candidate -> Integer.parseInt(candidate.id().substring(1)))
            .toList();
  }

  private static StageContext context(Judged judged, List<Candidate> candidates) {
    List<Interaction> history = new ArrayList<>();
    for (int i = 0; i < judged.given().historyLength(); i++) {
      history.add(Interaction.view(judged.given().user(), "h" + i, Instant.EPOCH.plusSeconds(i)));
    }
    return StageContext.of(
        RecommendationRequest.forUser(UserContext.of(judged.given().user(), history))
            .id("recorded")
            .build(),
        PreparedCatalog.withoutVectors(
            Catalog.of(candidates.stream().map(Candidate::item).toList())));
  }

  private Row row(String system, Order order) {
    List<Judged> judges = all.stream().filter(one -> !one.teaches()).toList();
    double[] hits = new double[judges.size()];
    double[] base = new double[judges.size()];
    double[] ndcg = new double[judges.size()];
    double novelty = 0;
    int listed = 0;
    Set<String> covered = new HashSet<>();
    for (int i = 0; i < judges.size(); i++) {
      Judged judged = judges.get(i);
      List<Integer> places = order.of(judged);
      hits[i] = hits(judged, places);
      base[i] = hits(judged, incoming(judged));
      ndcg[i] = ndcg(judged, places);
      for (int place : places.subList(0, Math.min(K, places.size()))) {
        String title = judged.given().shown().get(place);
        covered.add(title);
        novelty -= Math.log((double) Math.max(1, lists.raters(title)) / lists.users());
        listed++;
      }
    }
    return new Row(
        system,
        Bootstrap.mean(hits, ROUNDS, SEED),
        Bootstrap.mean(defined(ndcg), ROUNDS, SEED),
        Bootstrap.paired(hits, base, ROUNDS, SEED).difference(),
        novelty / listed / Math.log(2),
        (double) covered.size() / lists.titles());
  }

  private static double[] defined(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static double hits(Judged judged, List<Integer> places) {
    return places.stream().limit(K).filter(place -> judged.given().relevant().get(place)).count();
  }

  private static double ndcg(Judged judged, List<Integer> places) {
    Set<String> relevant = new HashSet<>();
    for (int i = 0; i < places.size(); i++) {
      if (judged.given().relevant().get(i)) {
        relevant.add(Integer.toString(i));
      }
    }
    return RankingMetrics.ndcg(places.stream().map(String::valueOf).toList(), relevant, K);
  }
}
