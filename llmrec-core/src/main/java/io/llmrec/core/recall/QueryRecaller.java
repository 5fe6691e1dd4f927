package io.llmrec.core.recall;

import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.request.StageContext;
import java.util.List;

/** Items near a text of the request; see {@link Recaller#nearestToQuery}. */
final class QueryRecaller implements Recaller, NeedsVectors {

  private static final int MAX_LENGTH = 2_000;

  private final String situation;
  private final TextEncoder encoder;
  private final int limit;

  QueryRecaller(String situation, TextEncoder encoder, int limit) {
    this.situation = Shared.situation(situation);
    this.encoder = encoder;
    this.limit = Shared.limit(limit);
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    String text = context.request().situation().getOrDefault(situation, "");
    if (text.isBlank()) {
      return List.of();
    }
    String query = text.substring(0, Math.min(MAX_LENGTH, text.length()));
    return Search.explained(context, encoder.encode(List.of(query)), limit).get(0);
  }
}
