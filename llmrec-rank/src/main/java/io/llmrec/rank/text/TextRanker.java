package io.llmrec.rank.text;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/**
 * A fine-tuned language model as a ranker: a candidate's score is the probability that the answer
 * to its row is yes. Plain Java; a few milliseconds for each candidate. As safe for several threads
 * as the source of its texts.
 */
public final class TextRanker implements Ranker, Fingerprinted {

  private final TextModel model;
  private final RowTextSource texts;

  /**
   * A model in service.
   *
   * @param texts writes rows as those the model learned from were written
   */
  public TextRanker(TextModel model, RowTextSource texts) {
    this.model = model;
    this.texts = texts;
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return new double[0];
    }
    List<RowText> rows = texts.of(context, candidates);
    if (rows.size() != candidates.size()) {
      throw new IllegalStateException(
          "texts: %d candidates in, %d texts out".formatted(candidates.size(), rows.size()));
    }
    return model.probabilities(rows);
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public String toString() {
    return "TextRanker[" + model + "]";
  }
}
