package io.llmrec.rank.llm;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small catalog and a user of it, for tests that need no model. */
final class Films {

  static final List<String> TITLES =
      List.of(
          "Sixth Sense, The (1999)",
          "Toy Story",
          "Heat (1995)",
          "Die Hard 2",
          "Toy Story 2",
          "霸王别姬",
          "Heat (1986)");

  static final List<List<String>> NAMES = TITLES.stream().map(List::of).toList();

  static final Labels LABELS =
      Labels.of(List.of("A101", "B202", "C303", "D404", "E505", "F606", "G707"));

  private Films() {}

  /** The films as candidates c0 to c6 in falling order of score. */
  static List<Candidate> candidates() {
    return candidates(TITLES);
  }

  /** Candidates c0, c1 and so on of these titles, in falling order of score. */
  static List<Candidate> candidates(List<String> titles) {
    return IntStream.range(0, titles.size())
        .mapToObj(i -> Candidate.of(Item.of("c" + i, titles.get(i)), 1.0 / (i + 1)))
        .toList();
  }

  /** A user who saw the items of these titles, named h0, h1 and so on, oldest first. */
  static UserContext viewer(String... titles) {
    return UserContext.of(
        "u1",
        IntStream.range(0, titles.length)
            .mapToObj(i -> Interaction.view("u1", "h" + i, Instant.ofEpochSecond(1000L + i)))
            .toList());
  }

  /** A request whose catalog holds the candidates and the history, under the id r1. */
  static StageContext context(List<Candidate> candidates, String... history) {
    return context(
        RecommendationRequest.forUser(viewer(history)).id("r1").build(), candidates, history);
  }

  static StageContext context(
      RecommendationRequest request, List<Candidate> candidates, String... history) {
    return StageContext.of(request, prepared(candidates, history));
  }

  static PreparedCatalog prepared(List<Candidate> candidates, String... history) {
    Stream<Item> seen =
        IntStream.range(0, history.length).mapToObj(i -> Item.of("h" + i, history[i]));
    List<Item> items = new ArrayList<>(candidates.stream().map(Candidate::item).toList());
    seen.forEach(items::add);
    items.add(Item.of("spare", "Neither seen nor shown"));
    VectorTable vectors =
        VectorTable.of(List.of("spare"), List.of(Embedding.of(new float[] {1, 0})));
    return new PreparedCatalog(
        Catalog.of(items), vectors, Indexer.exact().index(vectors, Path.of(".")));
  }
}
