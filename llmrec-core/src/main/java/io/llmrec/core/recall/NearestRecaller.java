package io.llmrec.core.recall;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.UserContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Items near a vector of the user; see {@link Recaller#nearest}. */
final class NearestRecaller implements Recaller, NeedsVectors {

  private final Function<? super ItemVectors, ? extends UserEncoder> encoder;
  private final int limit;

  NearestRecaller(Function<? super ItemVectors, ? extends UserEncoder> encoder, int limit) {
    this.encoder = encoder;
    this.limit = Shared.limit(limit);
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    UserContext user = context.request().user();
    Optional<Embedding> vector =
        encoder.apply(context.prepared().vectors()).encode(List.of(user)).get(0);
    return vector
        .map(query -> Search.explained(context, List.of(query), limit).get(0))
        .orElse(List.of());
  }
}
