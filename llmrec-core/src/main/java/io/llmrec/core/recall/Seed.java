package io.llmrec.core.recall;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.List;

/** An item of the user's history that has a vector. */
record Seed(String itemId, Embedding vector) {

  /** The seeds among the last {@code count} different items, latest first. */
  static List<Seed> recent(StageContext context, int count) {
    List<Seed> seeds = new ArrayList<>();
    for (String id : context.request().user().recentItems(count)) {
      Embedding vector = context.prepared().vectors().find(id);
      if (vector != null) {
        seeds.add(new Seed(id, vector));
      }
    }
    return seeds;
  }
}
