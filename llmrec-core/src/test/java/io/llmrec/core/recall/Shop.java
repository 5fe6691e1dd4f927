package io.llmrec.core.recall;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A shop whose items are points of a plane, and its visitors. */
final class Shop {

  private final PreparedCatalog prepared;

  private Shop(PreparedCatalog prepared) {
    this.prepared = prepared;
  }

  /** Items with a direction each. */
  static Shop of(Map<String, float[]> directions) {
    Map<String, float[]> sorted = new TreeMap<>(directions);
    VectorTable table =
        VectorTable.of(
            List.copyOf(sorted.keySet()), sorted.values().stream().map(Embedding::of).toList());
    return new Shop(
        new PreparedCatalog(
            catalog(sorted.keySet().toArray(String[]::new)),
            table,
            Indexer.exact().index(table, Path.of("unused"))));
  }

  /** Items without vectors. */
  static Shop of(String... ids) {
    return new Shop(PreparedCatalog.withoutVectors(catalog(ids)));
  }

  private static Catalog catalog(String... ids) {
    return Catalog.of(List.of(ids).stream().map(id -> Item.of(id, "Item " + id)).toList());
  }

  /** What a stage sees when a user with these items in their history, oldest first, comes in. */
  StageContext visit(String... history) {
    return StageContext.of(request(history).build(), prepared);
  }

  /** The same, with what was seen before allowed on the list. */
  StageContext revisit(String... history) {
    return StageContext.of(request(history).allowSeen().build(), prepared);
  }

  /** What a stage sees of a request without a history that says something of its situation. */
  StageContext ask(String name, String value) {
    return StageContext.of(request().situation(name, value).build(), prepared);
  }

  private static RecommendationRequest.Builder request(String... history) {
    List<Interaction> events =
        IntStream.range(0, history.length)
            .mapToObj(i -> Interaction.view("u", history[i], Instant.ofEpochSecond(i)))
            .toList();
    return RecommendationRequest.forUser(UserContext.of("u", events));
  }

  /** One user per text, who chose the items that its letters name, one a second. */
  static List<Interaction> histories(String... letters) {
    List<Interaction> events = new ArrayList<>();
    for (int user = 0; user < letters.length; user++) {
      for (int i = 0; i < letters[user].length(); i++) {
        events.add(
            Interaction.view(
                "u" + user, letters[user].substring(i, i + 1), Instant.ofEpochSecond(i)));
      }
    }
    return events;
  }

  static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }
}
