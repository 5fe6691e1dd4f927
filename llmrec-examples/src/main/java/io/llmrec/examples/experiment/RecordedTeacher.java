package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.embed.lexical.LexicalOptions;
import io.llmrec.examples.experiment.GeminiComparison.Judged;
import io.llmrec.rank.student.RankingFeatures;
import io.llmrec.rank.student.StudentOptions;
import io.llmrec.rank.student.StudentTrainer;
import io.llmrec.rank.student.StudentTrainer.Trained;
import io.llmrec.rank.student.TeacherAgreement;
import io.llmrec.rank.student.TeacherRanking;
import io.llmrec.rank.student.TeacherRanking.ScoredId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Students of the recorded rankings of Gemini: how much of its orders a small model learns from the
 * place in the base order, the number of raters and the words of the titles.
 *
 * <p>Of each answer the ten films named are the ranking; what was not named has no order. Users are
 * parted by a hash: half teach, of these every fifth tells when to stop, the others judge.
 */
final class RecordedTeacher {

  private static final int K = 3;
  private static final int DIMENSION = 128;
  private static final int NAMED = 10;

  private final GeminiLists lists;
  private final PreparedCatalog prepared;

  RecordedTeacher(GeminiLists lists, List<Judged> judged) {
    this.lists = lists;
    Set<String> titles = new LinkedHashSet<>();
    judged.forEach(one -> titles.addAll(one.given().shown()));
    List<Item> items = titles.stream().map(title -> Item.of(title, title)).toList();
    List<String> texts = List.copyOf(titles);
    LexicalEncoder encoder =
        LexicalEncoder.fit(texts.stream(), LexicalOptions.defaults().withDimension(DIMENSION));
    VectorTable vectors = VectorTable.of(texts, encoder.encode(texts));
    prepared =
        new PreparedCatalog(
            Catalog.of(items), vectors, Indexer.exact().index(vectors, Path.of("unused")));
  }

  /** The agreement of some orders with Gemini's on the users that judge, by their names. */
  Map<String, TeacherAgreement> agreements(List<Judged> judged) {
    List<TeacherRanking> teach = new ArrayList<>();
    List<TeacherRanking> stop = new ArrayList<>();
    List<Judged> judges = new ArrayList<>();
    for (Judged one : judged) {
      if (!one.teaches()) {
        judges.add(one);
      } else {
        boolean stops = Fingerprint.of("stop", one.given().user()).charAt(0) < '3';
        ranking(one).ifPresent(stops ? stop::add : teach::add);
      }
    }
    Map<String, TeacherAgreement> found = new LinkedHashMap<>();
    found.put("base order", agreement(judges, one -> one));
    found.put("reversed base order", agreement(judges, RecordedTeacher::reversed));
    found.put("fewest raters first", agreement(judges, this::byFewRaters));
    found.put("random order", agreement(judges, RecordedTeacher::shuffled));
    for (StudentOptions.Loss loss : StudentOptions.Loss.values()) {
      for (int hidden : new int[] {0, 16}) {
        StudentOptions options = StudentOptions.DEFAULT.withHidden(hidden).withLoss(loss);
        Trained trained = new StudentTrainer(prepared, features(), options).train(teach, stop);
        found.put(
            "student, %s, %s".formatted(hidden == 0 ? "linear" : hidden + " hidden units", loss),
            trained.model().agreement(rankings(judges), prepared, features(), K));
      }
    }
    return found;
  }

  /** The place in the base order, the raters, and the words of the title. */
  private RankingFeatures features() {
    RankingFeatures raters =
        (context, candidates) ->
            candidates.stream()
                .map(one -> new float[] {(float) Math.log1p(lists.raters(one.id()))})
                .toArray(float[][]::new);
    RankingFeatures words =
        (context, candidates) ->
            candidates.stream()
                .map(one -> context.prepared().vectors().embedding(row(one.id())).toArray())
                .toArray(float[][]::new);
    return RankingFeatures.join(RankingFeatures.scores(), raters, words);
  }

  private int row(String title) {
    return prepared.vectors().row(title);
  }

  private List<TeacherRanking> rankings(List<Judged> judges) {
    return judges.stream().flatMap(one -> ranking(one).stream()).toList();
  }

  /** The films that Gemini named, in its order; their scores say where the base had them. */
  private static Optional<TeacherRanking> ranking(Judged judged) {
    List<String> named = named(judged);
    if (named.size() < NAMED) {
      return Optional.empty();
    }
    List<String> shown = judged.given().shown();
    List<ScoredId> candidates =
        named.stream().map(title -> new ScoredId(title, -shown.indexOf(title))).toList();
    return Optional.of(
        new TeacherRanking(
            "user " + judged.given().user(), Instant.EPOCH, List.of(), candidates, named));
  }

  private static List<String> named(Judged judged) {
    List<String> shown = judged.given().shown();
    Set<String> answered = new HashSet<>(judged.given().answered());
    return judged.byModel().stream()
        .map(shown::get)
        .filter(answered::contains)
        .distinct()
        .limit(NAMED)
        .toList();
  }

  /** Another order of the films named, which come in the base order. */
  @FunctionalInterface
  private interface Reorder {
    List<String> of(List<String> baseOrder);
  }

  private TeacherAgreement agreement(List<Judged> judges, Reorder reorder) {
    List<List<String>> theirs = new ArrayList<>();
    List<List<String>> others = new ArrayList<>();
    for (TeacherRanking ranking : rankings(judges)) {
      theirs.add(ranking.order());
      others.add(
          reorder.of(
              ranking.candidates().stream()
                  .sorted(Comparator.comparingDouble(one -> -one.score()))
                  .map(ScoredId::id)
                  .toList()));
    }
    return TeacherAgreement.of(theirs, others, K);
  }

  private static List<String> reversed(List<String> order) {
    List<String> reversed = new ArrayList<>(order);
    Collections.reverse(reversed);
    return reversed;
  }

  private List<String> byFewRaters(List<String> order) {
    return order.stream().sorted(Comparator.comparingInt(lists::raters)).toList();
  }

  private static List<String> shuffled(List<String> order) {
    int[] places = IntStream.range(0, order.size()).toArray();
    String hash = Fingerprint.of(order.toArray(String[]::new)).substring(0, 15);
    Draws.of(Long.parseLong(hash, 16)).shuffle(places, 0, places.length);
    return IntStream.of(places).mapToObj(order::get).toList();
  }
}
