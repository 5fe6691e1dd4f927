package io.llmrec.embed.transformer;

import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;
import java.util.function.Function;

/**
 * Ranks candidates by how well their text matches what is asked, read together by a {@link
 * CrossEncoder}.
 *
 * <p>Safe for use by several threads. The encoder stays the caller's to close.
 */
public final class CrossEncoderRanker implements Ranker {

  private final CrossEncoder encoder;
  private final Function<StageContext, String> query;
  private final ItemText text;

  /**
   * A ranker.
   *
   * @param query what is asked, of a request: its words, or what the user liked before
   * @param text of an item
   */
  public CrossEncoderRanker(
      CrossEncoder encoder, Function<StageContext, String> query, ItemText text) {
    this.encoder = encoder;
    this.query = query;
    this.text = text;
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    return encoder.score(
        query.apply(context),
        candidates.stream().map(candidate -> text.of(candidate.item())).toList());
  }
}
